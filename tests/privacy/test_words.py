"""The word list is a promise: codes on paper must mean the same words for ever."""

import hashlib
import math
from importlib.resources import files
from itertools import combinations

import pytest
import xkcdpass

from survey.privacy.words import PREFIX_LETTERS, WORDS

FROZEN = "359ec01ce9685b868eb62defe7473391427b859cf02ba4d65febdb3fcf738e51"
LEFT_OUT = (
    "anxiety blade bottle dealer opium poison wound handgun jailhouse policeman "
    "syringes tavern yo-yo "
    "nicotine ecstasy sedative moonshine vaporizer sniff revolver dagger sword "
    "suffocate euthanize slapping lewdness jockstrap badass imbecile psychopath "
    "deranged eskimo caucasian mugshot obituary mortuary gutless wrongdoing "
    "culprit leukemia pauper "
).split()


def levenshtein(one, other):
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, row = row, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
    return row[-1]


def with_two_letters_gone(word):
    keep = len(word) - 2
    return {"".join(c) for n in range(3) for c in combinations(word, keep + n)}


def test_the_list_never_changes():
    digest = hashlib.sha256("\n".join(WORDS).encode()).hexdigest()

    assert digest == FROZEN


def test_a_word_is_worth_at_least_ten_point_two_nine_bits():
    assert len(WORDS) == len(set(WORDS)) == 1255
    assert math.log2(len(WORDS)) >= 10.29


def test_three_letters_name_every_word():
    assert len({word[:PREFIX_LETTERS] for word in WORDS}) == len(WORDS)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)


def test_two_typing_mistakes_turn_no_word_into_another():
    # Two words within two edits share a form with at most two letters taken away.
    forms = {}
    for word in WORDS:
        for form in with_two_letters_gone(word):
            forms.setdefault(form, set()).add(word)
    suspects = {
        pair
        for words in forms.values()
        if len(words) > 1
        for pair in combinations(sorted(words), 2)
    }

    assert len(suspects) > 100
    assert [pair for pair in suspects if levenshtein(*pair) <= 2] == []


@pytest.mark.parametrize("word", LEFT_OUT)
def test_a_word_that_could_hurt_is_left_out(word):
    assert word not in WORDS


def test_the_list_is_the_published_one_less_what_was_left_out():
    source = files(xkcdpass) / "static" / "eff-special"

    published = source.read_text(encoding="utf-8").split()

    assert tuple(w for w in published if w not in LEFT_OUT) == WORDS
