"""Every container runs with as little as it needs, and only `prepare` knows the owner's password."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
SERVICES = COMPOSE["services"]
SERVING = {"web", "live", "worker", "dispatcher"}


def files(service: dict) -> set[str]:
    return {entry["path"] for entry in service.get("env_file", [])}


def test_the_services_are_those_of_the_architecture():
    assert set(SERVICES) == SERVING | {"certificates", "database", "valkey", "prepare"}


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


def test_only_preparation_and_the_database_itself_know_the_owner():
    assert {name for name, service in SERVICES.items() if "owner.env" in files(service)} == {"prepare", "database"}


def test_database_and_queue_are_reached_from_inside_only():
    for name in ("database", "valkey"):
        assert SERVICES[name]["networks"] == ["inside"]
        assert "ports" not in SERVICES[name]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert all(port.startswith("127.0.0.1:") for name in SERVING for port in SERVICES[name].get("ports", []))


def test_images_name_their_version():
    images = {service["image"] for service in SERVICES.values()} - {"polyclinic:${POLYCLINIC_VERSION:-latest}"}
    assert all(re.search(r":\d+\.\d+", image) for image in images)


def test_the_image_runs_as_a_number_and_installs_only_what_is_locked():
    text = (ROOT / "deploy/Dockerfile").read_text()
    assert re.search(r"^USER \d+:\d+$", text, re.MULTILINE)
    assert text.count("--require-hashes") == 2
    assert "HEALTHCHECK" in text
