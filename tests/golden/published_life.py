"""Golden tables of distress, well-being and quality of life.

Typed from the literature named beside each table, never from the TOML: see `gold`.
"""

from tests.golden.gold import Gold, Scale
from tests.golden.shorthand import (
    BETTER,
    FORTNIGHT,
    HOW_OFTEN,
    MONTH,
    NOW,
    WEEK,
    WORSE,
    alike,
    cut,
    fall,
    q,
    rise,
    total,
)

TABLES = {}

# Kessler 2002 and 2003; ABS 2012 tables B, D and E; Andrews & Slade 2001.
TABLES["k10"] = Gold(
    MONTH,
    28,
    alike(10, 1, 5),
    {
        **total(10, 10, 50, WORSE),
        "k6": Scale(["q2", "q4", "q5", "q8", "q9", "q10"], (0, 24), WORSE, plus=-6),
    },
    bands={
        ("abs", ""): ((10, "low"), (16, "moderate"), (22, "high"), (30, "very_high")),
        ("crufad", ""): (
            (10, "below_20"),
            (20, "from_20"),
            (25, "from_25"),
            (30, "from_30"),
        ),
        ("k6_serious", ""): cut(13),
    },
    domain=fall(50, 10),
)
TABLES["k6"] = Gold(
    "last 30 days",
    28,
    alike(6, 0, 4),
    total(6, 0, 24, WORSE),
    bands={("serious", ""): cut(13)},
    domain=fall(24),
)

# Schmidt 2006; Pires 2018 (alpha .81, SD .70).
TABLES["eurohis-qol-8"] = Gold(
    FORTNIGHT,
    28,
    alike(8, 1, 5),
    total(8, 1, 5, BETTER, how="mean"),
    change=[("total", 0.85, 95, True)],
    domain=rise(5, 1),
)

# Kroenke 2009.
TABLES["phq-4"] = Gold(
    FORTNIGHT,
    14,
    alike(4, 0, 3),
    {
        **total(4, 0, 12, WORSE),
        "anxiety": Scale(["q1", "q2"], (0, 6), WORSE),
        "depression": Scale(["q3", "q4"], (0, 6), WORSE),
    },
    bands={
        ("distress", ""): ((0, "none"), (3, "mild"), (6, "moderate"), (9, "marked")),
        ("anxiety", ""): cut(3),
        ("depression", ""): cut(3),
    },
    codes="69725-0 68509-9 44250-9 44255-8".split(),
    answers=HOW_OFTEN,
    panel=("69724-3", "70272-0"),
    domain=fall(12),
)

# Kroenke 2001; caseness and reliable change of NHS Talking Therapies.
TABLES["phq-9"] = Gold(
    FORTNIGHT,
    14,
    alike(10, 0, 3),
    total(9, 0, 27, WORSE),
    unscored=["q10"],
    help_from={"q9": 1},
    bands={
        ("levels", ""): (
            (0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately_high"),
            (20, "high"),
        ),
        ("caseness", ""): cut(10),
    },
    change=[("total", 6, 95, True)],
    codes=(
        "44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8"
        " 69722-7"
    ).split(),
    answers={
        **HOW_OFTEN, "LA6572-7": 0, "LA6573-5": 1, "LA6575-0": 2, "LA6574-3": 3
    },
    panel=("44249-1", "44261-6"),
    domain=fall(27),
)  # fmt: skip

# Spitzer 2006; NHS Talking Therapies; Bischoff 2020.
TABLES["gad-7"] = Gold(
    FORTNIGHT,
    14,
    alike(7, 0, 3),
    total(7, 0, 21, WORSE),
    bands={
        ("levels", ""): ((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "high")),
        ("caseness", ""): cut(8),
    },
    change=[("total", 4, 95, True), ("total", 5.59, 95, False)],
    codes="69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7".split(),
    answers=HOW_OFTEN,
    panel=("69737-5", "70274-6"),
    domain=fall(21),
)

# Topp 2015.
TABLES["who-5"] = Gold(
    FORTNIGHT,
    14,
    alike(5, 0, 5),
    total(5, 0, 100, BETTER, times=4),
    bands={("levels", ""): ((0, "at_most_28"), (29, "at_most_50"), (51, "above_50"))},
    change=[("total", 10, None, False)],
    domain=rise(100),
)

# Barkham 2013: c = 10.46, 11; RC 5.66 at 90 %, 6.75 at 95 % (r .90, SD 7.7).
TABLES["core-10"] = Gold(
    WEEK,
    7,
    alike(10, 0, 4),
    total(10, 0, 40, WORSE, turned=["q2", "q3"], blanks=1),
    help_from={"q6": 1},
    bands={("clinical", ""): cut(11), ("depression", ""): cut(13)},
    change=[("total", 5.66, 90, False), ("total", 6.75, 95, True)],
    domain=fall(40),
)

# Stewart-Brown 2009 (the conversion table), Shah 2018 (2.87).
METRIC = (
    "7.00 9.51 11.25 12.40 13.33 14.08 14.75 15.32 15.84 16.36 16.88 17.43 17.98 18.59"
    " 19.25 19.98 20.73 21.54 22.35 23.21 24.11 25.03 26.02 27.03 28.13 29.31 30.70"
    " 32.55 35.00"
).split()
TABLES["swemwbs"] = Gold(
    FORTNIGHT,
    14,
    alike(7, 1, 5),
    {
        "raw": Scale(q(1, 7), (7, 35), BETTER),
        "total": Scale(
            q(1, 7),
            (7, 35),
            BETTER,
            table={7 + place: float(mark) for place, mark in enumerate(METRIC)},
        ),
    },
    change=[("total", 2.87, 95, True)],
    domain=rise(35, 7),
)

# Office for National Statistics: no total, by design.
ONS_UP = ((0, "low"), (5, "medium"), (7, "high"), (9, "very_high"))
ONS_DOWN = ((0, "very_low"), (2, "low"), (4, "medium"), (6, "high"))
TABLES["ons4"] = Gold(
    NOW,
    7,
    alike(4, 0, 10),
    {
        "satisfied": Scale(["q1"], (0, 10), BETTER),
        "worthwhile": Scale(["q2"], (0, 10), BETTER),
        "happy": Scale(["q3"], (0, 10), BETTER),
        "anxious": Scale(["q4"], (0, 10), WORSE),
    },
    yesterday=["q3", "q4"],
    bands={
        ("satisfied", ""): ONS_UP,
        ("worthwhile", ""): ONS_UP,
        ("happy", ""): ONS_UP,
        ("anxious", ""): ONS_DOWN,
    },
)

# Diener 1985; Pavot & Diener 1993.
TABLES["swls"] = Gold(
    NOW,
    28,
    alike(5, 1, 7),
    total(5, 5, 35, BETTER),
    bands={
        ("levels", ""): (
            (5, "from_5"), (10, "from_10"), (15, "from_15"), (20, "neutral"),
            (21, "from_21"), (26, "from_26"), (31, "from_31"),
        )
    },
    domain=rise(35, 5),
)  # fmt: skip

# International Wellbeing Group 2013.
TABLES["pwi-a"] = Gold(
    NOW,
    28,
    {**alike(8, 0, 10), "life": range(11)},
    total(7, 0, 100, BETTER, how="mean", times=10),
    unscored=["q8", "life"],
    bands={("levels", ""): ((0, "below_50"), (50, "from_50"), (70, "from_70"))},
    domain=rise(100),
)
