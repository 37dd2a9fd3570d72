from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Domain events, outgoing mail and jobs."""

    name = "clinics.events"
    label = "events"
    changeable: dict[str, str] = {
        "events_outgoingmail": "UPDATE",
        "events_job": "UPDATE",
        "events_undeliverableaddress": "UPDATE",
    }

    def ready(self) -> None:
        from clinics.events.live import LiveTopic, live_topics

        live_topics.register(LiveTopic("job", "home"))
