"""Policy forms of our own wording as PDFs: several pages, headings in bold type, a foot where one is wanted."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen import canvas

LEADING = 15

COVER = (
    "# CYBER INSURANCE POLICY\n\nIn consideration of the premium, and subject to the terms of this policy, we agree with you as follows."
)
AGREEMENTS = """# INSURING AGREEMENTS

A. Cyber extortion. We will pay the ransom and the expenses that you incur because of a threat of extortion against your
computer system that is first made during the policy period.

B. Data breach response. We will pay the cost of forensic experts and of notification of the persons whose personal data
was taken because of a data breach first discovered during the policy period.

C. Network security liability. We will pay damages and claim expenses that you are legally obliged to pay because of a
claim first made during the policy period for a failure of network security."""
DEFINITIONS = """# DEFINITIONS

"Data breach" means the loss or theft of personal data in your care.

"Claim" means a written demand for damages or a civil proceeding against you.

"Computer system" means the hardware and software that you own or lease."""
EXCLUSIONS = """# EXCLUSIONS

This policy does not apply to any claim or loss:

1. War. arising out of war, invasion or hostilities of any kind.

2. Bodily injury. for bodily injury to any person or damage to tangible property.

3. Infrastructure. arising out of the failure of power, water or telephone lines that you do not operate."""
CONDITIONS = """# CONDITIONS

1. Notice. You must tell us of a claim as soon as you can and within sixty days.

2. Cancellation. You may cancel this policy at any time by telling us in writing."""
WHOLE = (COVER + "\n\n" + AGREEMENTS, DEFINITIONS, EXCLUSIONS, CONDITIONS)


def write_form(path: Path, *pages: str, foot: str = "") -> Path:
    """A PDF with these pages, the same bytes every time. "# " begins a heading; `foot` may hold {page}."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet = canvas.Canvas(str(path), pagesize=letter, invariant=1)
    for number, page in enumerate(pages, 1):
        for at, line in enumerate(page.splitlines()):
            sheet.setFont("Helvetica-Bold" if line.startswith("# ") else "Helvetica", 10)
            sheet.drawString(60, 700 - LEADING * at, line.removeprefix("# "))
        sheet.setFont("Helvetica", 8)
        sheet.drawString(60, 40, foot.format(page=number))
        sheet.showPage()
    sheet.save()
    return path


# The beginning of a cyber form in other languages, with the loanwords that such forms are full of.
FOREIGN = {
    "German": """# ALLGEMEINE BEDINGUNGEN FÜR DIE CYBER-VERSICHERUNG

1. Gegenstand der Versicherung. Der Versicherer leistet im Rahmen der vereinbarten Summen Ersatz für die Kosten, die dem
Versicherungsnehmer durch eine Cyber-Attacke oder durch einen Data Breach entstehen, wenn die Störung während der Laufzeit
des Vertrages eintritt und unverzüglich angezeigt wird. Das gilt auch für Ransomware und Denial of Service.

2. Ausschlüsse. Nicht versichert sind Schäden, die durch Krieg, durch den Ausfall der Stromversorgung oder durch eine
vorsätzliche Handlung des Versicherungsnehmers verursacht werden, sowie Strafen und Bußen nach dem Gesetz.""",
    "French": """# CONDITIONS GÉNÉRALES DE L'ASSURANCE CYBER

1. Objet du contrat. L'assureur prend en charge les frais que l'assuré doit exposer à la suite d'une atteinte aux données ou
d'une extorsion (ransomware) dans la limite des montants indiqués aux conditions particulières, pour les sinistres qui sont
déclarés pendant la période du contrat. Nous vous remboursons le coût de la notification et des experts forensic.

2. Exclusions. Ne sont pas garantis les dommages causés par la guerre, les pannes du réseau public et toute faute
intentionnelle de l'assuré, ni les amendes que la loi ne permet pas d'assurer.""",
    "Spanish": """# CONDICIONES GENERALES DEL SEGURO CYBER

1. Objeto del seguro. El asegurador reembolsará los gastos en que incurra el asegurado como consecuencia de una violación de
los datos o de una extorsión (ransomware) que se descubra por primera vez durante el período del contrato, y los daños que
deba pagar a terceros por cualquier reclamación según la ley. El límite es el que figura en las condiciones particulares.

2. Exclusiones. No son objeto de cobertura los daños causados por guerra, por fallo del suministro eléctrico ni por la
conducta dolosa del asegurado, ni las multas cuando su seguro esté prohibido.""",
    "Dutch": """# ALGEMENE VOORWAARDEN VAN DE CYBERVERZEKERING

1. Dekking. De verzekeraar vergoedt de kosten die de verzekerde maakt door een datalek, een aanval met ransomware of een
denial of service op zijn systemen, als het voorval voor het eerst in de looptijd van het contract wordt ontdekt en dit
zonder uitstel aan ons wordt gemeld. Wij betalen ook de kosten van forensic experts en van het bericht aan de betrokkenen.

2. Uitsluitingen. Niet verzekerd is schade door oorlog, door uitval van stroom of het openbare net, en schade die met opzet
door de verzekerde is veroorzaakt, of boetes die niet verzekerd mogen worden.""",
}
