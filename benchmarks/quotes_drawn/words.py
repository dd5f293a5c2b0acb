"""What drawn quotes call things: the words are our own, and many of them stand in no data of the reader's."""

from __future__ import annotations

from models.rules import load_rules

# A label may name several coverages. Of each kind some are usual in the trade and some are not.
COVERAGES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("tech_eo",): ("Technology errors and omissions", "Tech E&O", "Technology services and products", "Professional work in technology"),
    ("network_security_liability",): ("Network security liability", "Liability for a failure of security", "Security breach claims"),
    ("privacy_liability",): ("Privacy liability", "Claims over personal information", "Liability for privacy incidents"),
    ("network_security_liability", "privacy_liability"): (
        "Network Security & Privacy Liability",
        "Security and privacy claims",
        "Privacy and network security, claims by others",
    ),
    ("regulatory_proceedings",): ("Regulatory proceedings", "Regulatory Fines & Penalties", "Inquiries and fines of regulators"),
    ("pci_assessments",): ("PCI assessments", "Payment card fines and recoveries", "Penalties of the card brands"),
    ("media_liability",): ("Media liability", "Multimedia content", "Claims over published content"),
    ("incident_response_costs",): ("Incident response costs", "Breach response", "Cost of handling a breach"),
    ("forensics",): ("Forensic costs", "IT forensics", "Forensic examiners"),
    ("notification_costs",): ("Notification costs", "Notices to affected individuals", "Notifying those affected"),
    ("identity_monitoring_callcentre",): ("Credit monitoring", "Credit monitoring and call centre", "Call center for affected persons"),
    ("crisis_pr",): ("Public relations costs", "Crisis communications", "Public relations advisers"),
    ("bi_security",): ("Business interruption", "Network interruption after an attack", "Income loss from a security breach"),
    ("bi_system_failure",): ("System failure", "Business interruption from system failure", "Unplanned outage of own systems"),
    ("dbi_security",): (
        "Dependent business interruption",
        "Contingent business income, attack on a supplier",
        "Business interruption at IT providers",
    ),
    ("dbi_system_failure",): ("Dependent system failure", "Outage at a supplier", "System failure of an IT provider"),
    ("extra_expense",): ("Extra expense", "Increased cost of working", "Extra expense of keeping going"),
    ("data_restoration",): ("Data restoration", "Digital asset recovery", "Restoring data and programs"),
    ("hardware_bricking",): ("Bricking", "Computer hardware replacement", "Equipment made useless by malware"),
    ("betterment_remediation",): ("Betterment", "System upgrade after an event", "Improvements following a breach"),
    ("cyber_extortion",): ("Cyber extortion", "Extortion & Ransomware", "Ransom demands"),
    ("reputational_harm",): ("Reputational harm", "Loss of reputation", "Income lost to a damaged brand"),
    ("social_engineering",): ("Social engineering", "Fraudulent instruction", "Payments made on deceptive instructions"),
    ("computer_funds_fraud",): ("Funds transfer fraud", "Computer fraud", "Electronic theft of money"),
    ("invoice_manipulation",): ("Invoice manipulation", "Altered invoices", "Fraud by invoices in your name"),
    ("utility_fraud",): ("Telephone fraud", "Cryptojacking", "Theft of utility services", "Hijacked computing resources"),
    ("claims_prep_support",): ("Claims preparation costs", "Proof of loss preparation", "Fees for preparing a proof of loss"),
}
INTERRUPTIONS = frozenset({"bi_security", "bi_system_failure", "dbi_security", "dbi_system_failure", "extra_expense"})
# "Included" says of these that they share the limit of another line rather than the policy's, so it is not drawn for them.
WITHIN = frozenset(load_rules().parents)
SHARED_IN = frozenset({"cyber_extortion", "social_engineering", "reputational_harm", "dbi_system_failure"})

TERMS: dict[str, tuple[str, ...]] = {
    "insurer": ("Insurer", "Carrier", "Issuing Company", "Risk carrier", "Security", "Insurance is with"),
    "named_insured": (
        "Named Insured",
        "Insured",
        "Policyholder",
        "Applicant",
        "Prepared for",
        "Insured organisation",
        "Firm to be insured",
    ),
    "quote_reference": ("Quote Number", "Quotation No.", "Our Ref", "Reference", "Quote ID", "Quote identifier", "Offer no."),
    "quote_date": ("Quote Date", "Date", "Date issued", "Date of this quotation", "Quotation made on"),
    "quote_expiry": ("Valid until", "Quote expires", "Open until", "Offer closes on", "Can be accepted until", "Terms lapse on"),
    "policy_period": ("Policy Period", "Period of insurance", "Proposed policy term", "Dates of cover", "Insurance period requested"),
    "retro_date": ("Retroactive Date", "Retro date", "Prior acts date", "Retroactive date applying", "Past acts covered from"),
    "aggregate_limit": (
        "Policy Aggregate Limit",
        "Aggregate limit of liability",
        "Maximum policy aggregate",
        "Total limit",
        "Policy limit for the year",
        "Aggregate for the policy as a whole",
        "Annual policy maximum",
    ),
    "retention": ("Retention", "Each claim retention", "Deductible", "Policy excess", "Standing retention", "Deductible you carry"),
    "premium": (
        "Annual Premium",
        "Premium",
        "Base premium",
        "Premium before taxes and fees",
        "Premium for twelve months",
        "Yearly premium",
    ),
    "total_cost": (
        "Total payable",
        "Total Due",
        "Grand total",
        "Total cost",
        "Total of premium and charges",
        "All-in price",
        "Total to remit",
    ),
    "min_earned": ("Minimum earned premium", "Minimum earned", "Earned at inception", "Premium earned in any case"),
    "tria_premium": ("TRIA premium", "Terrorism premium", "Terrorism (TRIA)", "Optional terrorism charge"),
}
FEES = (
    "Surplus lines tax",
    "Policy fee",
    "Stamping fee",
    "Inspection fee",
    "Broker fee",
    "State surcharge",
    "Carrier service fee",
    "Municipal levy",
    "Surplus lines tax (4.85%)",
    "Cyber monitoring fee",
    "Regulatory assessment fee",
)
HEADS: dict[str, tuple[str, ...]] = {
    "coverage": ("Coverage", "Insuring Agreement", "Cover", "Coverage part", "Covered event", "What is covered"),
    "limit": ("Limit", "Limit of Liability", "Sum insured", "Sublimit", "Most we pay", "Limit (USD)"),
    "retention": ("Retention", "Deductible", "Excess", "Retention each claim", "You retain", "Your deductible"),
    "waiting": ("Waiting period", "Time retention", "Waiting time", "Hours", "Hours to wait"),
    "coinsurance": ("Coinsurance", "Insured share", "Your share of loss"),
}
OPTIONS = (
    "Option 1",
    "Option A",
    "Option 1",
    "Option I",
    "Alternative 1",
    "Plan A",
    "Quote Option 1",
    "Choice 1",
    "Package A",
    "Structure 1",
    "Proposal A",
)
REFUSED = ("Not covered", "Not Covered", "Nil", "N/A", "Not included", "Not purchased", "Not offered", "No cover", "Excluded", "None")
INCLUDED = ("Included", "Incl.", "Included in policy limit", "Full policy limit", "Policy limit", "Shared limit")

STEMS = (
    "Quillmark",
    "Tarnbeck",
    "Osprey Field",
    "Brackenhall",
    "Larchmere",
    "Vantry",
    "Pellham",
    "Corsica Bay",
    "Nettlecombe",
    "Arbuthnot Grey",
    "Silverlode",
    "Mottram",
    "Eastering",
    "Hollin",
    "Dunmarrow",
    "Wexcombe",
    "Saltford",
    "Kestrelgate",
    "Ivelet",
    "Rookhope",
)
TRADES = (
    "Managed Services",
    "Hosting",
    "Software",
    "Dental Group",
    "Logistics",
    "Data Systems",
    "Clinics",
    "Cloud Solutions",
    "Payroll Partners",
)
ENDINGS = ("LLC", "Inc.", "Ltd", "Corp.", "PLC", "LLP")
PAPERS = (
    "Specialty Insurance Company",
    "Casualty Company",
    "Indemnity Company",
    "Surplus Lines Insurance Company",
    "Assurance Corporation",
)
INTRODUCTIONS = (
    "Thank you for the opportunity to quote. The terms below rest on the answers in the application and on the loss record sent with it.",
    "We are pleased to put forward the following terms. Please read them beside the form, which alone says what the words in bold mean.",
    "The following indication follows the request that reached us. It is no binder, and nothing is in force until we say so in writing.",
)
FILLER = (
    "The insurer may withdraw or change these terms where the facts that were told to it turn out to be otherwise, or where they change "
    "before inception. Nothing here widens the form, which is the only statement of what is insured and what is not.",
    "Please check that the names, the addresses and the dates are as you need them. An order that asks for other terms than these is a "
    "request for a new quotation, and it is answered as such.",
    "The insured is to keep a record of how many customers it serves and of the systems that it looks after for them, and is to send that "
    "record when it is asked for at renewal.",
)
SUBJECTIVITIES = (
    "Signed and dated application",
    "Signed statement of no known losses",
    "Confirmation that backups are tested",
    "Evidence of multi-factor authentication for remote access",
    "Copy of the standard customer contract",
    "List of subsidiaries with their place of business",
    "Confirmation of revenue for the last financial year",
)
FORMS = (
    "Cyber and technology policy form",
    "Declarations",
    "Service of suit",
    "War and state action",
    "Sanctions clause",
    "Amended notice clause",
    "Bricking",
    "Prior knowledge",
    "Change in control",
    "Consent to counsel",
    "Additional insured where required by contract",
    "Nuclear incident",
    "Policyholder notice",
    "State amendatory notice",
    "Biometric information",
    "Wider meaning of computer system",
)
