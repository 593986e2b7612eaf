"""Golden tables of use, craving, problems, readiness and recovery.

Typed from the literature named beside each table, never from the TOML: see `gold`.
"""

from tests.golden.gold import Gold, Scale
from tests.golden.shorthand import (
    BETTER,
    NEITHER,
    NOW,
    QUARTER,
    WEEK,
    WORSE,
    YEAR,
    alike,
    cut,
    fall,
    q,
    rise,
    total,
)

TABLES = {}

# Gossop 1995; cut-offs by substance: Martin 2006, González-Sáiz 2009, Topp 1997
# ("greater than four"), Lawrinson 2007, de las Cuevas 2000 ("higher than six").
TABLES["sds"] = Gold(
    YEAR,
    56,
    alike(5, 0, 3),
    total(5, 0, 15, WORSE),
    bands={
        ("cut_off", "cannabis"): cut(4),
        ("cut_off", "heroin"): cut(3),
        ("cut_off", "cocaine"): cut(4),
        ("cut_off", "amphetamine"): cut(5),
        ("cut_off", "alcohol"): cut(3),
        ("cut_off", "benzodiazepine"): cut(7),
    },
)
TABLES["sds-3-months"] = Gold(
    QUARTER, 56, alike(5, 0, 3), total(5, 0, 15, WORSE), domain=fall(15)
)

# Neale 2016: five domains of 6, 5, 4, 3 and 3 items, each item 1 to 3 after recoding.
SURE = {"use": 6, "care": 5, "people": 4, "means": 3, "outlook": 3}
_SURE = {name: [f"{name}_{n + 1}" for n in range(size)] for name, size in SURE.items()}
_SURE_ALL = [item for items in _SURE.values() for item in items]
TABLES["sure"] = Gold(
    WEEK,
    28,
    dict.fromkeys(_SURE_ALL, range(1, 4)),
    {
        "use": Scale(_SURE["use"], (6, 18), BETTER),
        "care": Scale(_SURE["care"], (5, 15), BETTER),
        "people": Scale(_SURE["people"], (4, 12), BETTER),
        "means": Scale(_SURE["means"], (3, 9), BETTER),
        "outlook": Scale(_SURE["outlook"], (3, 9), BETTER),
        "total": Scale(_SURE_ALL, (21, 63), BETTER),
    },
    domain=rise(63, 21),
)

# Vilsaint 2017.
TABLES["barc-10"] = Gold(
    NOW,
    28,
    alike(10, 1, 6),
    total(10, 10, 60, BETTER),
    bands={("sustained", ""): cut(47, 10)},
    domain=rise(60, 10),
)

# Miller & Tonigan 1996: deciles of Project MATCH; retest .88 .82 .91, HELP SDs.
TABLES["socrates-8"] = Gold(
    NOW,
    28,
    alike(19, 1, 5),
    {
        "recognition": Scale(
            [f"q{n}" for n in (1, 3, 7, 10, 12, 15, 17)], (7, 35), NEITHER
        ),
        "ambivalence": Scale([f"q{n}" for n in (2, 6, 11, 16)], (4, 20), NEITHER),
        "taking_steps": Scale(
            [f"q{n}" for n in (4, 5, 8, 9, 13, 14, 18, 19)], (8, 40), NEITHER
        ),
    },
    deciles={
        "recognition": (
            (7, 26, 10), (27, 28, 20), (29, 30, 30), (31, 31, 40), (32, 33, 50),
            (34, 34, 60), (35, 35, 70),
        ),
        "ambivalence": (
            (4, 8, 10), (9, 11, 20), (12, 13, 30), (14, 14, 40), (15, 15, 50),
            (16, 16, 60), (17, 17, 70), (18, 18, 80), (19, 20, 90),
        ),
        "taking_steps": (
            (8, 25, 10), (26, 29, 20), (30, 30, 30), (31, 32, 40), (33, 33, 50),
            (34, 35, 60), (36, 36, 70), (37, 38, 80), (39, 40, 90),
        ),
    },
    change=[
        ("recognition", 4.98, 95, True),
        ("ambivalence", 5.07, 95, True),
        ("taking_steps", 4.47, 95, True),
    ],
)  # fmt: skip

# Flannery 1999; Hartwell 2019 (15, and more than 20).
TABLES["pacs"] = Gold(
    WEEK,
    7,
    alike(5, 0, 6),
    total(5, 0, 30, WORSE),
    bands={("cut_off", ""): cut(15), ("specific", ""): cut(21)},
    domain=fall(30),
)

# Babor 2001: skip from "never" to items 9 and 10, and items 4 to 8 where 2 + 3 = 0.
AUDIT_CODES = (
    "68518-0 68519-8 68520-6 97734-8 97735-5 97736-3 97737-1 97738-9 97739-7 97740-5"
).split()
TABLES["audit"] = Gold(
    YEAR,
    365,
    {**alike(8, 0, 4), "q9": (0, 2, 4), "q10": (0, 2, 4)},
    total(10, 0, 40, WORSE),
    nought=[(["q1"], q(2, 8)), (["q2", "q3"], q(4, 8))],
    bands={
        ("zones", ""): ((0, "zone_1"), (8, "zone_2"), (16, "zone_3"), (20, "zone_4"))
    },
    codes=AUDIT_CODES,
    panel=("72110-0", "75624-7"),
)

# Bush 1998, Bradley 2003: 4 for men, 3 for women, the lower one for everybody else.
TABLES["audit-c"] = Gold(
    YEAR,
    365,
    alike(3, 0, 4),
    total(3, 0, 12, WORSE),
    nought=[(["q1"], q(2, 3))],
    bands={("cut_off", "men"): cut(4), ("cut_off", "women"): cut(3)},
    otherwise={"cut_off": "women"},
    codes=AUDIT_CODES[:3],
    panel=("72109-2", "75626-2"),
)

# Berman 2005 and the manual of 2003.
TABLES["dudit"] = Gold(
    YEAR,
    365,
    {**alike(9, 0, 4), "q10": (0, 2, 4), "q11": (0, 2, 4)},
    total(11, 0, 44, WORSE),
    bands={
        ("problems", "men"): cut(6),
        ("problems", "women"): cut(2),
        ("dependence", ""): cut(25),
    },
    otherwise={"problems": "women"},
)

# Breslin 2000.
TABLES["bscq"] = Gold(
    NOW,
    28,
    alike(8, 0, 100),
    total(8, 0, 100, BETTER, how="mean"),
    domain=rise(100),
)

# Ling 2012.
TABLES["tea"] = Gold(
    NOW, 28, alike(4, 1, 10), total(4, 4, 40, BETTER), domain=rise(40, 4)
)

# Ferris & Wynne 2001.
TABLES["pgsi"] = Gold(
    YEAR,
    365,
    alike(9, 0, 3),
    total(9, 0, 27, WORSE),
    bands={("levels", ""): ((0, "none"), (1, "low"), (3, "moderate"), (8, "high"))},
)
TABLES["pgsi-3-months"] = Gold(
    QUARTER, 84, alike(9, 0, 3), total(9, 0, 27, WORSE), domain=fall(27)
)
