"""What moderation answers no to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.errors import Refusal


class EmptyPrompt(Refusal):
    """Nothing was asked for."""

    code = "empty_prompt"
    message = _("Write what you want to see. One sentence is enough.")
    field = "prompt"


class PromptTooLong(Refusal):
    """More than 32,000 characters."""

    code = "prompt_too_long"
    message = _("That is more than 32,000 characters. Shorten it, or split it into several videos.")
    field = "prompt"


class PromptUnreadable(Refusal):
    """Control characters or broken text."""

    code = "prompt_unreadable"
    message = _(
        "The text contains characters that cannot be shown. Type it again, or paste it as plain text."
    )
    field = "prompt"


class ScreeningUnavailable(Refusal):
    """The screening itself failed; that is a no."""

    code = "screening_unavailable"
    http_status = 503
    message = _("Your text could not be checked just now. Try again in a minute; nothing was lost.")
    field = "prompt"
    retry_after = 60


class ForAdults(Refusal):
    """What a teen may not ask for or say."""

    code = "content_for_adults"
    message = _("This is for adults only. Say it without violence and drugs.")


class Sexual(Refusal):
    """Naked bodies and sex."""

    code = "content_sexual"
    message = _("Sexual content is not made or said here. Say it without nudity and sex.")


class Minors(Refusal):
    """Minors next to sexual words; nothing lifts it."""

    code = "content_minors"
    message = _("This cannot be made or said here: it puts minors next to sexual words.")


class Violence(Refusal):
    """Gore, torture, massacres."""

    code = "content_violence"
    message = _("Cruelty is not shown here. Say what happens without gore and torture.")


class Extremism(Refusal):
    """Praise of terror and fascism."""

    code = "content_extremism"
    message = _("Praise of terror and of fascism is not made or said here.")


class Hate(Refusal):
    """Attacks on people for what they are."""

    code = "content_hate"
    message = _("This attacks people for what they are. Say it without the attack.")


class Harassment(Refusal):
    """Threats and torment."""

    code = "content_harassment"
    message = _("This threatens or torments somebody. Say it without the threat.")


class SelfHarm(Refusal):
    """Suicide and self-harm."""

    code = "content_self_harm"
    message = _(
        "Suicide and self-harm are not shown here. If you are thinking of it yourself, please talk to "
        "somebody you trust, or call 112 or 988 now."
    )


class Dieting(Refusal):
    """Starving, purging."""

    code = "content_dieting"
    message = _(
        "Starving and purging are not shown here. If food is hard for you, a doctor or somebody you trust "
        "can help."
    )


class Dangerous(Refusal):
    """Challenges that hurt those who copy them."""

    code = "content_dangerous"
    message = _("Dangerous challenges are not shown here: people copy them and get hurt.")


class DrugsWeapons(Refusal):
    """Making drugs and weapons."""

    code = "content_drugs_weapons"
    message = _("How to make drugs or weapons is not shown here.")


class Illegal(Refusal):
    """Instructions for crimes."""

    code = "content_illegal"
    message = _("How to commit a crime is not shown here.")


class Deception(Refusal):
    """False news, false evidence, scams."""

    code = "content_deception"
    message = _("False news, false evidence and scams are not made here. Make it plain that it is invented.")


class RealPerson(Refusal):
    """Well-known people by name."""

    code = "content_real_person"
    message = _("Real people come in by their own consent: they record a cameo, and you write their @handle.")


class NotAllowed(Refusal):
    """What the policy refuses without a sentence of its own."""

    code = "content_not_allowed"
    message = _("The rules of this site do not allow this.")


class Unsure(Refusal):
    """Words that a person would have to read before others see them."""

    code = "content_unsure"
    message = _(
        "A person would have to read these words before others see them, because our reading of them is not "
        "sure. Say it differently, leave them out, or keep it to yourself."
    )


class PolicyNotDraft(Refusal):
    """Only a draft of the policy can come into force."""

    code = "policy_not_draft"
    http_status = 409
    message = _("Only a draft can come into force.")


class PolicyIncomplete(Refusal):
    """A draft that leaves something open, or lifts what nothing lifts."""

    code = "policy_incomplete"
    message = _(
        "Say in both languages what changes, leave a rule for every category, and leave minors refused "
        "everywhere."
    )


class OwnThing(Refusal):
    """Reporting oneself."""

    code = "report_own"
    message = _("That is yours. You can take it down yourself.")


class TooManyReports(Refusal):
    """Twenty reports a day."""

    code = "too_many_reports"
    http_status = 429
    message = _("You have reported a lot today. Go on tomorrow; what you reported is being looked at.")


class NothingToDecide(Refusal):
    """The thing is gone, or nobody here knows how to take it down."""

    code = "nothing_to_decide"
    http_status = 409
    message = _("There is nothing left to take down or to give back.")


class NotYourCase(Refusal):
    """It was decided already, somebody works on it, or it takes another person."""

    code = "not_your_case"
    http_status = 409
    message = _("Somebody else works on this, or it was decided already.")


class NoReason(Refusal):
    """A decision, a note or an answer without words."""

    code = "no_reason_given"
    message = _("Say why, in a sentence. The person reads it.")
    field = "reason"


class SamePerson(Refusal):
    """An appeal is looked at by somebody else than the decision."""

    code = "same_person"
    http_status = 403
    message = _("You made this decision, or it is about you. Somebody else has to look at it.")


class NoAppeal(Refusal):
    """Somebody else's decision, one that was appealed before, taken back, or too long ago."""

    code = "no_appeal"
    http_status = 409
    message = _("This decision cannot be appealed: it was before, it is too old, or it was taken back.")


class AppealEmpty(Refusal):
    """An appeal without words."""

    code = "appeal_empty"
    message = _("Say why the decision was wrong.")
    field = "words"


class TooManyStrikes(Refusal):
    """As many strikes count as pause an account."""

    code = "too_many_strikes"
    http_status = 403
    message = _(
        "You have too many strikes to make or say something. They end by themselves: see Settings, Decisions."
    )


class TopicStopped(Refusal):
    """Staff stopped a topic for a while."""

    code = "topic_stopped"
    message = _("This topic is stopped here for the moment. Try again in some days.")


class RemovedBefore(Refusal):
    """A picture or film that was taken down comes in again."""

    code = "removed_before"
    message = _("This was taken down here before, so it does not come in again.")


def said_by(code: str) -> str:
    """What a person was told by the refusal of that code; empty for none of ours."""
    return next((str(kind.message) for kind in Refusal.__subclasses__() if kind.code == code), "")
