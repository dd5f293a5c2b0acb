"""The clause classifier: its data obey the labelling guide, its file is what the card says, and it reads clauses it has not seen."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import FrozenInstanceError
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from models.catalogue import load_catalogue
from models.classifier import THRESHOLD, ClauseText, load_classifier
from models.classifier.clauses import load_labelled
from models.classifier.features import BLOCKS, Tfidf, spelled, stemmed
from models.classifier.held_out import calibration, clause_text
from models.classifier.marks import with_marks
from models.classifier.measures import calibration_error
from models.classifier.predict import CARD, MODEL
from models.classifier.store import load_model, save_model
from models.classifier.train import digest_of
from models.classifier.vectorizers import Vectorizers
from models.errors import CovergapError

CLAUSES = load_labelled()


def word_pairs(text: str) -> set[tuple[str, str]]:
    words = text.lower().split()
    return set(pairwise(words)) or {(text.lower(), "")}


# The labelled clauses


def test_every_coverage_and_exclusion_of_the_catalogue_has_a_dozen_clauses_in_many_manners() -> None:
    catalogue = load_catalogue()
    labels = [set(clause.coverages) | set(clause.exclusions) for clause in CLAUSES]
    counts = Counter(label for each in labels for label in each)
    for known in (*catalogue.coverages, *catalogue.exclusions):
        assert counts[known] >= 24, known
        assert len({clause.manner for clause, each in zip(CLAUSES, labels, strict=True) if known in each}) >= 8, known
    assert set(counts) <= {*catalogue.coverages, *catalogue.exclusions}
    assert len(CLAUSES) >= 3000
    assert len({clause.manner for clause in CLAUSES}) >= 12


def test_clauses_of_one_label_share_less_than_half_of_their_wording() -> None:
    by_label: dict[str, list[set[tuple[str, str]]]] = {}
    for clause in CLAUSES:
        for label in (*clause.coverages, *clause.exclusions):
            by_label.setdefault(label, []).append(word_pairs(clause.text))
    for label, wordings in by_label.items():
        for number, one in enumerate(wordings):
            assert all(len(one & other) <= min(len(one), len(other)) / 2 for other in wordings[:number]), label


def test_what_only_talks_of_cover_is_labelled_with_none() -> None:
    assert not any(clause.coverages for clause in CLAUSES if clause.role in ("other", "notice", "declarations"))
    assert sum(not clause.coverages and not clause.exclusions for clause in CLAUSES) >= 200


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not json", "one object per line"),
        ('{"text": "x"}', "exactly"),
        (
            '{"text": "x", "section": "", "heading": "", "role": "grant", "coverages": [], "exclusions": [], "manner": "london"}',
            "insuring_agreement",
        ),
        ('{"text": " ", "section": "", "heading": "", "role": "other", "coverages": [], "exclusions": [], "manner": "london"}', "no text"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "bad.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(CovergapError, match=told) as raised:
        load_labelled(tmp_path)
    assert "bad.jsonl, line 1" in str(raised.value)


# Features


def test_inflections_and_figures_fall_together() -> None:
    assert stemmed(ClauseText("failed to maintain 45 days")) == stemmed(ClauseText("fails to maintain 90 days"))
    assert stemmed(ClauseText("war", "War", "Exclusions")).split() == ["s_exclus", "h_war", "war", "war"]
    assert spelled(ClauseText("Up to $5,000,000!", "Limit")) == "limit up to"


def test_features_of_a_clause_that_is_read_are_those_that_were_learned() -> None:
    """Held against scikit-learn, by which the features are learned."""
    asked = [clause_text(clause) for clause in CLAUSES[:80]]
    vectorizers = Vectorizers()
    fitted, first = vectorizers.learn(asked).toarray(), 0
    for block in BLOCKS:
        state = vectorizers.learned()[block.name]
        tfidf = Tfidf(state["terms"], state["idf"], block)
        rows = tfidf.rows(list(map(block.clean, asked))).toarray()
        assert np.allclose(rows, fitted[:, first : first + len(tfidf)], atol=1e-5)
        first += len(tfidf)


# The trained file


def test_the_model_was_trained_on_the_clauses_of_this_checkout() -> None:
    card = json.loads(CARD.read_text(encoding="utf-8"))
    assert card["training_digest"] == digest_of(CLAUSES, list(map(clause_text, CLAUSES))), (
        "run `make train` and commit model.npz and card.json"
    )
    assert card["clauses"] == len(CLAUSES)
    assert MODEL.stat().st_size < 10_000_000


def test_the_same_model_is_the_same_bytes(tmp_path: Path) -> None:
    state, _ = load_model(MODEL, CARD)
    save_model(state, tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == MODEL.read_bytes()


def test_a_changed_or_missing_file_is_refused_with_a_remedy(tmp_path: Path) -> None:
    changed = tmp_path / "model.npz"
    changed.write_bytes(MODEL.read_bytes()[:-1] + b"x")
    with pytest.raises(CovergapError, match="make train"):
        load_classifier(changed, CARD)
    with pytest.raises(CovergapError, match="make train"):
        load_classifier(tmp_path / "none.npz", CARD)


def test_a_file_that_holds_code_is_refused_though_its_card_fits(tmp_path: Path) -> None:
    np.savez(tmp_path / "model.npz", **{"words/terms": np.array([Path.exists], dtype=object)})
    sha256 = hashlib.sha256((tmp_path / "model.npz").read_bytes()).hexdigest()
    (tmp_path / "card.json").write_text(json.dumps({"model_sha256": sha256}), encoding="utf-8")
    with pytest.raises(CovergapError, match="other than a clause classifier"):
        load_classifier(tmp_path / "model.npz", tmp_path / "card.json")


def test_only_plain_arrays_are_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a plain array: words/terms"):
        save_model({"words": {"terms": Path.exists}}, tmp_path / "model.npz")


# What it says


@pytest.mark.parametrize(
    ("heading", "text", "role", "label"),
    [
        ("Cyber Extortion", "We reimburse ransom paid to end a threat to publish stolen data.", "insuring_agreement", "cyber_extortion"),
        ("", "We pay a forensic firm to find out how the intruder got in.", "insuring_agreement", "forensics"),
        ("Media", "We pay damages for libel or breach of copyright in your publications.", "insuring_agreement", "media_liability"),
        ("Telephone fraud", "The cost of calls made by a hacker of your telephone system is paid.", "insuring_agreement", "utility_fraud"),
        ("Exclusions", "No liability for Loss out of war, invasion or hostilities.", "exclusion", "war_cyber_operation"),
        ("", "We do not cover infringement of any patent or trade secret.", "exclusion", "ip_patent_trade_secret"),
        ("Pollution", "This policy does not apply to the release of pollutants.", "exclusion", "pollution_nuclear"),
        ("Cross liability", "Claims by one Insured against another Insured are not covered.", "exclusion", "insured_v_insured"),
    ],
)
def test_clauses_it_has_not_seen(heading: str, text: str, role: str, label: str) -> None:
    [prediction] = load_classifier().predict([with_marks(ClauseText(text, heading), load_catalogue())])
    assert prediction.role == role
    said = {id_ for id_, chance in (*prediction.coverages.items(), *prediction.exclusions.items()) if chance >= THRESHOLD}
    assert said == {label}


@pytest.mark.parametrize(
    "text",
    [
        "Notice shall be sent to the address shown in the Declarations.",
        "Policy number, named insured and mailing address, policy period from 12:01 a.m.",
        "Ransomware means malicious software that encrypts files.",
        "Period of restoration means the time needed to restore operations.",
        "Attackers never sleep. Our award-winning product helps firms like yours after an attack.",
    ],
)
def test_what_grants_and_takes_nothing(text: str) -> None:
    [prediction] = load_classifier().predict([with_marks(ClauseText(text), load_catalogue())])
    assert not any(chance >= THRESHOLD for chance in prediction.coverages.values())
    assert not any(chance >= THRESHOLD for chance in prediction.exclusions.values())


def test_a_prediction_is_whole_frozen_and_the_same_alone_as_in_company() -> None:
    clauses = [clause_text(clause) for clause in CLAUSES[:40]]
    together = load_classifier().predict(clauses)
    [alone] = load_classifier().predict(clauses[7:8])
    assert alone.coverages == pytest.approx(together[7].coverages)
    assert set(alone.exclusions) == set(load_catalogue().exclusions)
    assert 0 < alone.role_probability <= 1
    with pytest.raises(FrozenInstanceError):
        alone.role = "other"  # type: ignore[misc]
    assert load_classifier().predict([]) == []


# Calibration


def test_a_well_calibrated_guess_has_no_error_and_an_overconfident_one_has() -> None:
    said = np.full((100, 1), 0.8)
    right = np.arange(100).reshape(-1, 1) < 80
    assert calibration_error(said, right) == pytest.approx(0.0, abs=1e-9)
    assert calibration_error(said, np.arange(100).reshape(-1, 1) < 30) == pytest.approx(0.5)


def test_probability_rises_with_both_scores() -> None:
    own = np.linspace(-3, 3, 60)
    at_all = np.tile([-1.0, 1.0], 30)
    slopes, _ = calibration(np.column_stack([own, at_all]), (own + at_all > 0.5).reshape(-1, 1))
    assert slopes[0] > 0 and slopes[1] > 0


def test_figures_on_unseen_manners_do_not_fall() -> None:
    card = load_classifier().card
    for task, floor in (("role", 0.70), ("coverages", 0.53), ("exclusions", 0.65)):
        assert card[task]["micro_f1"] >= floor, task
        assert card[task]["calibration_error"] <= 0.12, task
