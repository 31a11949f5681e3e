"""The actions of the grammar: what each production means, given the meanings of its parts.

An action returns None where its parts do not fit, and the production then does not apply.
"""

from __future__ import annotations

from intents.parsing.semantics.asks import Asks
from intents.parsing.semantics.comparisons import Comparisons
from intents.parsing.semantics.context_changes import ContextChanges
from intents.parsing.semantics.domains import Domains
from intents.parsing.semantics.nouns import Nouns
from intents.parsing.semantics.ordinals import Ordinals
from intents.parsing.semantics.quantities import Quantities


class Semantics(Domains, Asks, Comparisons, ContextChanges, Quantities, Ordinals, Nouns):
    """All actions, over one dataset."""
