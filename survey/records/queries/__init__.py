"""What the verbs ask of the tables and write into them, one module per noun.

Every function takes an open connection, so that the caller decides what stands or
falls together; none of them can open what it stores.
"""
