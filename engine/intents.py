"""Tells what a short Dutch message is about: words and parts of words, weighed by a linear classifier.

Chosen by measurement over the engine's own classifiers: docs/understanding.md.
"""

from __future__ import annotations

from typing import Any

import joblib
import numpy as np
from engine.dutch_text import plain
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC

INTENT_RANKING = "intent_ranking"
HELD_APART = 0.2


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DutchIntentClassifier(GraphComponent, IntentClassifier):
    """A linear support vector machine over words and character parts, with calibrated confidence."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings and what each is when config.yml does not say."""
        return {"strictness": 0.5, "longest_part": 5, "ranking": 10}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._features: Any = None
        self._weights = np.zeros((0, 0), dtype=np.float32)
        self._biases = np.zeros(0, dtype=np.float32)
        self._intents: list[str] = []
        self._sharpness = 1.0

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DutchIntentClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the intents, then how far to trust the scores, from messages held apart."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        texts = [plain(message.get(TEXT)) for message in examples]
        intents = np.array([message.get(INTENT) for message in examples])
        self._features = _features(self._config["longest_part"])
        vectors = self._features.fit_transform(texts)
        self._sharpness = self._calibrated(vectors, intents)
        machine = self._machine().fit(vectors, intents)
        self._intents = [str(intent) for intent in machine.classes_]
        self._weights = np.asarray(machine.coef_.T, dtype=np.float32)
        self._biases = np.asarray(machine.intercept_, dtype=np.float32)
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message its intent, and the ranking of the likeliest ones."""
        for message in messages:
            text = message.get(TEXT)
            if self._intents and text:
                self._decide(message, plain(text))
        return messages

    def _decide(self, message: Message, text: str) -> None:
        confidences = softmax(self._sharpness * self._scores(text))
        likeliest = np.argsort(confidences)[::-1][: self._config["ranking"]]
        ranking = [
            {INTENT_NAME_KEY: self._intents[index], PREDICTED_CONFIDENCE_KEY: float(confidences[index])}
            for index in likeliest
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING, ranking, add_to_output=True)

    def _scores(self, text: str) -> np.ndarray:
        vector = self._features.transform([text])
        return np.asarray(vector @ self._weights).ravel() + self._biases

    def _machine(self) -> LinearSVC:
        return LinearSVC(C=self._config["strictness"], random_state=1)

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

    def _persist(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            learned = (self._features, self._weights, self._biases, self._intents, self._sharpness)
            joblib.dump(learned, folder / "intents.joblib")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> DutchIntentClassifier:
        """Return the classifier as it was trained; a model is only ever one that we trained ourselves."""
        loaded = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            learned = joblib.load(folder / "intents.joblib")
        loaded._features, loaded._weights, loaded._biases, loaded._intents, loaded._sharpness = learned
        return loaded


def _features(longest_part: int) -> Any:
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+", sublinear_tf=True, dtype=np.float32)
    parts = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, longest_part), sublinear_tf=True, dtype=np.float32
    )
    return make_union(words, parts)
