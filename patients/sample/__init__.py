"""People who do not exist, believable enough to work with: `sample_people` makes the same ones from the same seed."""

from patients.sample.households import Housemate, sample_households, sample_people

__all__ = ["Housemate", "sample_households", "sample_people"]
