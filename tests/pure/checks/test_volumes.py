from typing import Any

import pytest

from tests.pure.apps import app, problem_lines

DATA: dict[str, Any] = {"name": "data", "mount_path": "/data", "empty_dir": {}}
NO_SOURCE: dict[str, Any] = {"name": "data", "mount_path": "/data"}


@pytest.mark.parametrize(
    ("volume", "lines"),
    [
        (DATA, []),
        ({**NO_SOURCE, "new_claim": {"size": "10Gi", "access_modes": ["ReadWriteMany"]}}, []),
        ({**DATA, "sub_path": "a/b..c"}, []),
        (
            NO_SOURCE,
            [": has none of empty_dir, config_map, secret, claim, new_claim; give exactly one"],
        ),
        ({**DATA, "secret": "a"}, [": has empty_dir and secret; give exactly one"]),
        ({**DATA, "name": "Data"}, [".name: Data is no DNS label; use a-z, 0-9 and dashes"]),
        (
            {**DATA, "mount_path": "data"},
            [".mount_path: data is no absolute path; write it like /data"],
        ),
        (
            {**DATA, "mount_path": "/a:b"},
            [".mount_path: /a:b is no absolute path; write it like /data"],
        ),
        (
            {**DATA, "sub_path": "../a"},
            [
                ".sub_path: ../a leaves the volume; "
                "write it relative to the volume's root, without .."
            ],
        ),
        (
            {**DATA, "sub_path": "/a"},
            [".sub_path: /a leaves the volume; write it relative to the volume's root, without .."],
        ),
        (
            {**NO_SOURCE, "secret": "A_"},
            [".secret: A_ is no name of a Secret; use a-z, 0-9, `-` and `.`"],
        ),
        (
            {**NO_SOURCE, "config_map": "A_"},
            [".config_map: A_ is no name of a ConfigMap; use a-z, 0-9, `-` and `.`"],
        ),
        (
            {**NO_SOURCE, "claim": "A_"},
            [".claim: A_ is no name of a claim; use a-z, 0-9, `-` and `.`"],
        ),
        (
            {**NO_SOURCE, "empty_dir": {"size_limit": "big"}},
            [".empty_dir.size_limit: big is no size; write it like 10Gi"],
        ),
        (
            {**NO_SOURCE, "new_claim": {"size": "0"}},
            [".new_claim.size: 0 is no size; write it like 10Gi"],
        ),
        ({**NO_SOURCE, "new_claim": {}}, [".new_claim.size: is missing; add it"]),
        (
            {**NO_SOURCE, "empty_dir": {"medium": "SSD"}},
            [".empty_dir.medium: SSD is no medium; write Memory or leave it out"],
        ),
        (
            {**NO_SOURCE, "new_claim": {"size": "1Gi", "access_modes": []}},
            [".new_claim.access_modes: [] is empty; leave it out for ReadWriteOnce"],
        ),
    ],
    ids=[
        *("empty", "claim", "dots", "no source", "two sources", "name", "relative", "colon"),
        *("up", "absolute", "Secret", "ConfigMap", "claim's name", "limit", "size", "no size"),
        *("medium", "no access mode"),
    ],
)
def test_a_volume(volume: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(volumes=[volume])) == [f"volumes[0]{line}" for line in lines]


def test_a_name_and_a_path_stand_once() -> None:
    assert problem_lines(app(volumes=[DATA, DATA])) == [
        "volumes[1].name: data is volumes[0]'s as well; choose another",
        "volumes[1].mount_path: /data is volumes[0]'s as well; choose another",
    ]
