"""The clause classifier: trained on labelled clauses of our own wording, loaded safely, calibrated.

README.md says how to label, MODEL_CARD.md what the model can and cannot do, card.json holds its figures.
"""

from models.classifier.features import ClauseText
from models.classifier.predict import THRESHOLD, Classifier, Prediction, load_classifier

__all__ = ["THRESHOLD", "Classifier", "ClauseText", "Prediction", "load_classifier"]
