"""Every container runs with as little as it needs, and what serves requests does not know the owner."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from config import transport
from deploy import certificates

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
SERVICES = COMPOSE["services"]
SERVING = {"web", "live", "worker", "dispatcher"}
AS_OWNER = {"prepare", "keys"}


def files(service: dict) -> set[str]:
    return {entry["path"] for entry in service.get("env_file", [])}


def test_the_services_are_those_of_the_architecture():
    assert set(SERVICES) == SERVING | {"certificates", "database", "valkey", *AS_OWNER}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_container_is_read_only_and_gains_nothing(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service.get("cap_add", [])) <= ({"CHOWN"} if name == "certificates" else set())


@pytest.mark.parametrize("name", sorted(SERVING))
def test_a_serving_container_waits_for_preparation_and_never_sees_the_owner(name):
    service = SERVICES[name]
    assert service["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
    assert files(service) == {"polyclinic.env"}


def test_what_serves_requests_does_not_know_the_owner():
    knowing = {name for name, service in SERVICES.items() if "owner.env" in files(service)}
    assert knowing == {"database", *AS_OWNER}
    assert all("ports" not in SERVICES[name] for name in AS_OWNER)


def test_keys_are_rotated_every_day_when_they_are_a_year_old():
    asked = SERVICES["keys"]["command"][-1]
    assert "rotate_keys --older-than 365" in asked
    assert "sleep 86400" in asked


def test_database_and_queue_are_reached_from_inside_only():
    for name in ("database", "valkey"):
        assert SERVICES[name]["networks"] == ["inside"]
        assert "ports" not in SERVICES[name]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert all(port.startswith("127.0.0.1:") for name in SERVING for port in SERVICES[name].get("ports", []))


def test_what_asks_nothing_of_the_world_outside_cannot_reach_it():
    assert {name for name in SERVICES if "outside" in SERVICES[name].get("networks", [])} == {
        *("web", "live", "worker", *AS_OWNER),  # documents, keys, mail, webhooks and single sign-on are outside
    }
    assert SERVICES["certificates"]["network_mode"] == "none"


def test_parts_speak_tls_and_know_each_other_by_certificates():
    database, queue = (" ".join(SERVICES[name]["command"]) for name in ("database", "valkey"))
    examples = {
        name: value
        for file in ("env.example", "owner.env.example")
        for name, _is, value in (
            line.partition("=")
            for line in (ROOT / "deploy" / file).read_text().splitlines()
            if not line.startswith("#")
        )
    }

    assert "ssl=on" in database
    assert "--port 0 --tls-port 6379" in queue
    assert "--tls-auth-clients yes" in queue
    entries = [line.split() for line in COMPOSE["configs"]["hosts"]["content"].splitlines()]
    assert {(entry[0], entry[-1]) for entry in entries} == {("local", "trust"), ("hostssl", "cert")}
    assert list(transport.unprotected(lambda name: examples.get(name, ""))) == []
    for name in ("DATABASE_URL", "MIGRATION_DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL"):
        assert urlsplit(examples[name]).password is None, name


def test_each_part_is_given_its_own_key_and_no_other():
    held = {
        name: {volume.partition(":")[0] for volume in service.get("volumes", []) if "-tls:" in volume}
        for name, service in SERVICES.items()
    }

    assert held.pop("certificates") == {f"{part.folder}-tls" for part in certificates.PARTS}
    assert held == {
        "database": {"database-tls"},
        "valkey": {"queue-tls"},
        **{name: {"serving-tls", "owner-tls"} for name in AS_OWNER},
        **{name: {"serving-tls"} for name in SERVING},
    }
    assert all(":ro" in volume for name in held for volume in SERVICES[name]["volumes"] if "-tls:" in volume)


def test_images_name_their_version():
    images = {service["image"] for service in SERVICES.values()} - {"polyclinic:${POLYCLINIC_VERSION:-latest}"}
    assert all(re.search(r":\d+\.\d+", image) for image in images)


def test_the_image_runs_as_a_number_and_installs_only_what_is_locked():
    text = (ROOT / "deploy/Dockerfile").read_text()
    assert re.search(r"^USER \d+:\d+$", text, re.MULTILINE)
    assert text.count("--require-hashes") == 2
    assert "HEALTHCHECK" in text
