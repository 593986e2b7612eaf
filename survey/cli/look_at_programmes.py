"""What the doctor looks at in the programmes in force: what they ask, who to call."""

from collections.abc import Iterator

from survey import programme
from survey.cli.findings import Finding, fail, ok, warn
from survey.cli.tools import Tools


def programmes(tools: Tools) -> Iterator[Finding]:
    """Look whether what is in force can be asked, and whether a plan stands."""
    for plan in programme.everything(tools.service) if tools.has_database else ():
        mistakes = programme.amiss(plan, tools.service.instruments)
        if mistakes:
            do = "mend the file, or bring the words back, and apply it again"
            yield fail("programmes", f"{plan.id}: {'; '.join(mistakes)}", do)
        elif plan.evaluation is None:
            do = "write an [evaluation] into its file before there are results"
            yield warn("programmes", f"{plan.id} has no plan of its evaluation", do)
        else:
            says = f"{plan.id} looks at {plan.evaluation.measure}, as planned"
            yield ok("programmes", says)


def people_to_call(tools: Tools) -> Iterator[Finding]:
    """Look for people to call that nobody has checked yet."""
    named = {"the settings": tools.settings.help}
    if tools.has_database:
        for plan in programme.everything(tools.service):
            named[f"programme {plan.id}"] = plan.help
    where = [name for name, lines in named.items() if any(e.placeholder for e in lines)]
    if not where:
        yield ok("help", "every line of people to call was checked by somebody")
        return
    says = f"people to call are placeholders in {', '.join(where)}"
    do = "check each number, its hours and its cost, then take `placeholder` off"
    real = tools.settings.server.public_url.startswith("https://")
    yield fail("help", says, do) if real else warn("help", says, do)
