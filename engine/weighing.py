"""Weighs what a text is about, by stems and parts of words, with honest confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from engine.dutch_text import plain, stems_and_pairs
from engine.spelling import Speller
from scipy.optimize import minimize_scalar
from scipy.sparse import hstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

HELD_APART = 0.2


class Weigher:
    """What was learnt from the training data; picklable, without Rasa."""

    def __init__(
        self, *, strictness: float, longest_part: int, weight_of_stems: float, synonyms: Mapping[str, str]
    ) -> None:
        self.intents: list[str] = []
        self._strictness = strictness
        self._weight_of_stems = weight_of_stems
        self._synonyms = {plain(word): plain(meant) for word, meant in synonyms.items()}
        self._stems = TfidfVectorizer(analyzer=stems_and_pairs, sublinear_tf=True, dtype=np.float32)
        self._parts = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, longest_part), sublinear_tf=True, dtype=np.float32
        )

    def learn(self, texts: Sequence[str], intents: Sequence[str]) -> Weigher:
        """Learn the intents, then how far to trust the scores, from texts held apart."""
        plain_texts = [plain(text) for text in texts]
        self._speller = Speller(plain_texts, self._synonyms)
        repaired = [self._speller.repaired(text) for text in plain_texts]
        self._stems.fit(repaired)
        self._parts.fit(repaired)
        vectors, wanted = self._vectors(repaired), np.array(intents)
        self._sharpness = self._calibrated(vectors, wanted)
        machine = self._machine().fit(vectors, wanted)
        self.intents = [str(intent) for intent in machine.classes_]
        self._weights = np.asarray(machine.coef_.T, dtype=np.float32)
        self._biases = np.asarray(machine.intercept_, dtype=np.float32)
        return self

    def confidences(self, texts: Sequence[str]) -> np.ndarray:
        """Return for each text how likely each of `intents` is; every row adds up to one."""
        vectors = self._vectors([self.repaired(text) for text in texts])
        return np.asarray(softmax(self._sharpness * (vectors @ self._weights + self._biases), axis=1))

    def repaired(self, text: str) -> str:
        """Return `text` as the classifier reads it: plain, spelt as the training data does."""
        return self._speller.repaired(plain(text))

    def _vectors(self, repaired: Sequence[str]) -> Any:
        stems = self._weight_of_stems * self._stems.transform(repaired)
        return hstack([stems, self._parts.transform(repaired)], format="csr", dtype=np.float32)

    def _machine(self) -> LinearSVC:
        return LinearSVC(C=self._strictness, random_state=1)

    def _calibrated(self, vectors: Any, intents: np.ndarray) -> float:
        """Return the factor that makes confidences match how often the classifier is right."""
        known, apart, known_intents, apart_intents = train_test_split(
            vectors, intents, test_size=HELD_APART, stratify=intents, random_state=1
        )
        machine = self._machine().fit(known, known_intents)
        scores = machine.decision_function(apart)
        right = np.searchsorted(machine.classes_, apart_intents)

        def surprise(factor: float) -> float:
            return float(-log_softmax(factor * scores, axis=1)[np.arange(len(right)), right].mean())

        return float(minimize_scalar(surprise, bounds=(0.1, 30.0), method="bounded").x)
