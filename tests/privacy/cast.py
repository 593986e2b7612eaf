"""Ana, Ben and Cleo as this folder knows them: fixed bytes, nobody's real keys."""

from datetime import date

from survey.privacy.binding import ResponsePlace
from survey.privacy.secret import ContentKey, Seed

ANA, BEN, CLEO = b"A" * 16, b"B" * 16, b"C" * 16
MONDAY = date(2026, 11, 16)
NEXT_MONDAY = date(2026, 11, 23)

ANAS_SEED = Seed(bytes(range(32)))
BENS_SEED = Seed(bytes(range(32, 64)))
KEY = ContentKey(bytes(range(64, 96)))

ANAS_PLACE = ResponsePlace(
    programme_id="harbour",
    group_id=b"g" * 16,
    participant_id=ANA,
    sitting_id=b"s" * 16,
    response_id=b"r" * 16,
    instrument="days",
    version=1,
    week=MONDAY,
)
