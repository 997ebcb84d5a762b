"""How hard the words are to read, by enabler.

Flesch-Kincaid grade level = 0.39 x words per sentence + 11.8 x syllables per word - 15.59, from Kincaid,
Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy enlisted personnel", Research
Branch Report 8-75, 1975. Pupils in a United States grade are about five years older than its number, which
gives the reading age. The formula knows length, not sense: it guides writers and refuses nothing.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assessments.errors import FrameworkError
from assessments.framework.check import words_in
from assessments.framework.types import Advice, AdviceBook, Enabler, Framework

_YEARS_FROM_GRADE = 5
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_ENDING = re.compile(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouysxzc]es$")

CountSyllables = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class ReadingAge:
    """Reading ages in years, for what a rater reads and for the advice."""

    enabler: str
    questions: float
    advice: float


def reading_ages(framework: Framework, book: AdviceBook) -> tuple[ReadingAge, ...]:
    count = syllable_counter()
    return tuple(
        ReadingAge(
            enabler=enabler.code,
            questions=reading_age(_question_texts(enabler), count),
            advice=reading_age(_advice_texts(book, enabler), count),
        )
        for enabler in framework.enablers
    )


def reading_age(texts: Iterable[str], count_syllables: CountSyllables) -> float:
    """The reading age of texts of one sentence each."""
    sentences = [words for words in map(words_in, texts) if words]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        raise FrameworkError("There are no words to work out a reading age from.")
    words_per_sentence = len(words) / len(sentences)
    syllables_per_word = sum(map(count_syllables, words)) / len(words)
    return 0.39 * words_per_sentence + 11.8 * syllables_per_word - 15.59 + _YEARS_FROM_GRADE


def syllable_counter() -> CountSyllables:
    try:
        import pyphen
    except ImportError as error:
        raise FrameworkError(
            "The reading-age report needs pyphen. Install what requirements-dev.txt lists, and try again."
        ) from error
    hyphenation = pyphen.Pyphen(lang="en_GB")
    return lambda word: max(len(hyphenation.positions(word)) + 1, _sounded_vowels(word))


def _sounded_vowels(word: str) -> int:
    """Runs of vowels, less a silent ending. Hyphenation alone misses breaks: "policy" has none."""
    runs = len(_VOWELS.findall(word.casefold()))
    return max(runs - bool(_SILENT_ENDING.search(word.casefold())), 1)


def _question_texts(enabler: Enabler) -> Iterable[str]:
    for statement in enabler.statements:
        yield statement.text
        yield from statement.levels


def _advice_texts(book: AdviceBook, enabler: Enabler) -> Iterable[str]:
    for piece in book.pieces:
        if piece.enabler == enabler.code:
            yield from _texts_of(piece)


def _texts_of(piece: Advice) -> Iterable[str]:
    yield piece.question
    yield from piece.actions
    yield piece.why
