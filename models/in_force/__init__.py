"""Which words of an offer's documents are in force: endorsements applied to the form and the declarations, in their order.

Findings are not moved: what an endorsement strikes stays, with the reason why it no longer speaks; what it gives back is added to the
exclusion that it changes. A later endorsement (by its effective date, then its number) prevails over an earlier one on the same target.
"""

from models.in_force.operations import Applied
from models.in_force.order import InForce
from models.in_force.policy import PolicyInForce, policy_in_force, without_struck
from models.in_force.rows import EndorsementRow, endorsement_rows

__all__ = ["Applied", "EndorsementRow", "InForce", "PolicyInForce", "endorsement_rows", "policy_in_force", "without_struck"]
