"""The standing texts of README.txt, apart from what differs between exports.

A blank line ends a paragraph; lines are filled anew when the file is written.
"""

from collections.abc import Mapping

from survey.measure.study import Tier

COLLECTED = """
People who meet in peer-led recovery groups joined with a group code, on a phone. No
name, e-mail address or phone number was asked. They checked in when a set of questions
was due; a missed week was never asked for twice. Any question could be skipped, or
answered with “I’d rather not say”. Each person chose whether answers may be used for
studies, apart from every other choice, and could take that back at any time; only
people whose yes stood when this export was built are in it.

Time is counted in weeks from a person’s own first response of anything: that is week
0, the baseline. No calendar date is in these files. Answers stand as they were given;
recoding, turning over and scoring are described in the codebook and were applied to
scores alone. Earlier answers may have been brought in from files of the programme.
Scores were computed anew for this export from the version of the
questionnaire that was asked. A corrected answer stands as corrected.
"""

FLOW = """
Figures of the flow are rounded to 5. Compare “shared for study” with “checked in”
before you speak of everybody who took part.
"""

NO_FLOW = """
No flow was handed over with this export: ask who gave it to you, and report none
of your figures without it.
"""

NEVER = """
Never in an export: free text, notes, own goals, codes, names of groups or sites,
calendar dates, addresses of devices. The number of a person was made for this export
alone and is in no other; what it was made with is destroyed when the export expires.
The order of the rows says nothing.
"""

TIERS: Mapping[Tier, str] = {
    "study": """
Tier study: exact answers and scores, by week. Somebody who knows when a person came
and what they answered could find that person in it. It was therefore approved by a
second person of the programme and sealed to the key of one evaluator. Treat it as
personal data. Before you publish a table leave out cells of fewer than 10 people, and
whatever would let them be worked out.
""",
    "standard": """
Tier standard: for each domain one of three equal bands, by period. What could point to
a person was made rougher first, then columns were left out, then people, until the
rules held.
""",
}

REACHED = """
Reached: whatever others may know of a person from outside (the profile, and the
periods with an answer) is shared by at least k = {k} people, and among them at least
l = {l} different bands occur in each domain.
"""

KNOWN = """
Whoever also knows any {m} of a person's bands still faces at least {k} people. Where
all of these agree in another band, that is no proof: people who differ were left out.
"""

SUPPRESSED = """
About {share:.0f} % of the people who could have been in it were left out by these
rules. They are the unusual ones: print this share beside your results.
"""

PLAN = """
Fixed in the audit trail of the programme since {since} (digest {digest}): {measure} in
weeks {first_week} to {last_week}, compared with {comparison}, to be reported from
{minimum_n} people on. Everything else that is found in these files was looked at
afterwards. Print it with these words: “looked at afterwards”.
"""

NO_PLAN = """
No plan stood in the audit trail of the programme when this export was built.
Everything that is found in these files was looked at afterwards. Print it with these
words: “looked at afterwards”.
"""

OWN = """Worded for this project and not validated: compare people with their own past,
by no cut-off and no norm."""

PLAIN = "Brought in by this deployment: ask its owner for source and terms."

WORDING = """
The words of published questionnaires are in no file here, whatever their licence:
columns carry the code of the item. Get the words from their holder, and ask before you
print them.
"""

READ = """
SPSS and PSPP: open a .sav file, or run import.sps. Stata 14 or later: open a .dta file,
or run import.do. R: haven::read_dta("responses_long.dta"), or source("import.R"); both
make NA of the codes and keep the reason as a tag. Python:
pyreadstat.read_sav("responses_long.sav", user_missing=True) keeps words and reasons;
pandas.read_csv("responses_long.csv",
na_values=[str(code) for code in range(-99, -89)]) makes the codes NaN. Excel and
LibreOffice: open a .csv file, and filter out codes below -89 before you average.

responses_long has a row per person and occasion, with every column: take it for models
over time. responses_wide has a row per person and, for each period, the scores and
single questions that reports are made of; their names end in _p0 (baseline) to
_p{last}. It holds the first response of the baseline and the last response of each
later period.
"""

LIMITS = """
There is no comparison group, and people come when things are at their hardest: most
would be better later anyway (regression to the mean). Change in these files is no
effect of a programme. Who stopped checking in did so for reasons that are not in the
files: print how many answered at each occasion, compare at baseline those who stayed
with those who left, and use carried-forward values as a sensitivity line only.

Rows of one person belong together: resample people, or model the id. One person may
have joined twice. Figures are self-reported and were not checked.
"""

DUTIES = (
    "Try to recognise nobody, and to contact nobody.",
    "Link these rows to no other data about people and to no other export.",
    "Pass them on to nobody. Publish tables and models, never rows.",
    "Keep them encrypted. Delete them and every copy by {day}, and say so.",
    "Tell the programme at once if rows get lost, or if you recognise somebody.",
    "People may take back their yes. When the programme names a newer export, use it.",
)

FILES: Mapping[str, str] = {
    "codebook.csv": "What each column means; REDCap reads 18 columns of it",
    "datapackage.json": "For programs: Frictionless Data Package 1",
    "import.sps": "Reads the .csv files into SPSS or PSPP",
    "import.do": "Reads the .csv files into Stata",
    "import.R": "Reads the .csv files into R",
    "manifest.json": "What was built from what, and by which rules",
    "SHA256SUMS": "To check the files: sha256sum -c SHA256SUMS",
}
