"""Rasa's door to the classifier: what a short Dutch message is about, question by question.

Chosen by measurement over the engine's own classifiers: docs/understanding.md.
"""

from __future__ import annotations

from typing import Any

import joblib
import numpy as np
from engine.parting import FRAMES, NOT_ABOUT_THE_VACANCY, REQUESTS, Part, questions
from engine.weighing import Weigher
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

INTENT_RANKING = "intent_ranking"
PARTS = "parts"
NOT_UNDERSTOOD = "nlu_fallback"
NO_ANSWER = NOT_ABOUT_THE_VACANCY | {"not_in_bundle", NOT_UNDERSTOOD}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DutchIntentClassifier(GraphComponent, IntentClassifier):
    """Gives a message its intent, the ranking behind it, and its parts where it asks more than one thing."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings and what each is when config.yml does not say."""
        return {
            "strictness": 0.5,
            "longest_part": 5,
            "weight_of_stems": 0.7,
            "enough": 0.3,
            "above_no_answer": 1.5,
            "ranking": 10,
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._weigher: Weigher | None = None

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
        """Learn from the examples, and from the synonyms what Flemish words stand for."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        weigher = Weigher(
            strictness=self._config["strictness"],
            longest_part=self._config["longest_part"],
            weight_of_stems=self._config["weight_of_stems"],
            synonyms=training_data.entity_synonyms,
        )
        texts, intents = zip(*((message.get(TEXT), message.get(INTENT)) for message in examples))
        self._weigher = weigher.learn(texts, intents)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._weigher, folder / "weigher.joblib")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message its intent, ranking and parts."""
        for message in messages:
            text = message.get(TEXT)
            if self._weigher is not None and text:
                self._decide(self._weigher, message, text)
        return messages

    def _decide(self, weigher: Weigher, message: Message, text: str) -> None:
        parts = [
            self._described(weigher, part)
            for part in questions(text, weigher.confidences, weigher.intents)
        ]
        leading = min(parts, key=lambda part: _turn_of(part[INTENT][INTENT_NAME_KEY]))
        message.set(INTENT, leading[INTENT], add_to_output=True)
        message.set(INTENT_RANKING, leading[INTENT_RANKING], add_to_output=True)
        message.set(PARTS, parts, add_to_output=True)

    def _described(self, weigher: Weigher, part: Part) -> dict[str, Any]:
        likeliest = np.argsort(part.confidences)[::-1][: self._config["ranking"]]
        ranking: list[dict[str, Any]] = [
            {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: confidence}
            for intent, confidence in ((weigher.intents[at], float(part.confidences[at])) for at in likeliest)
        ]
        if not self._is_sure(weigher, part.confidences, ranking[0]):
            ranking.insert(0, {**ranking[0], INTENT_NAME_KEY: NOT_UNDERSTOOD})
        return {
            TEXT: part.text,
            "plain": weigher.repaired(part.text),
            INTENT: ranking[0],
            INTENT_RANKING: ranking,
        }

    def _is_sure(self, weigher: Weigher, confidences: np.ndarray, likeliest: dict[str, Any]) -> bool:
        """Tell whether the likeliest stands out: enough, and an answer well above having no answer."""
        sure = likeliest[PREDICTED_CONFIDENCE_KEY]
        if _turn_of(likeliest[INTENT_NAME_KEY]) > 0:
            return bool(sure >= self._config["enough"])
        without_answer = confidences[np.isin(weigher.intents, list(NO_ANSWER))].sum()
        return bool(sure >= max(self._config["enough"], self._config["above_no_answer"] * without_answer))

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
            loaded._weigher = joblib.load(folder / "weigher.joblib")
        return loaded


def _turn_of(intent: str) -> int:
    """What can be answered leads the message, then what is asked for, then the rest."""
    if intent in NO_ANSWER:
        return 2
    return 1 if intent in REQUESTS or intent in FRAMES else 0
