"""The pytest plugin, as a user's own tests see it."""

import contextvars

import pytest
from pulumi_kubernetes.core.v1 import ConfigMap, Secret, Service

import exposure_components.testing.fixtures  # noqa: F401
from exposure_components.testing import run_program

pytest_plugins = ["pytester"]

IMPORTS = """
import pulumi
import pytest
from pulumi_kubernetes.core.v1 import ConfigMap, Secret, Service

from exposure_components.testing import UNKNOWN, run_program
"""


@pytest.fixture(autouse=True, scope="module")
def everything_imported() -> None:
    """A run within a run forgets what it imports, and no SDK can be imported twice."""

    def program() -> None:
        metadata = {"name": "web"}
        ConfigMap("web", metadata=metadata, data={})
        Secret("web", metadata=metadata, string_data={})
        Service("web", metadata=metadata, spec={"type": "NodePort", "ports": [{"port": 80}]})

    run_program(program)


def ran(pytester: pytest.Pytester, tests: str, *options: str) -> pytest.RunResult:
    """Of a file of tests, where a warning is an error."""
    pytester.makepyfile(test_shop=IMPORTS + tests)
    # What such a test leaves in the context is not for the tests that run it.
    run = contextvars.copy_context().run
    return run(pytester.runpytest_inprocess, "-W", "error", "--strict-markers", *options)


def test_the_fixture_runs_a_program_and_records_it(pytester: pytest.Pytester) -> None:
    result = ran(
        pytester,
        """
        def test_it(run_pulumi):
            recording = run_pulumi(lambda: ConfigMap("web", data={"a": "b"}))
            assert recording.one(ConfigMap).inputs["data"] == {"a": "b"}
        """.replace("\n        ", "\n"),
    )
    result.assert_outcomes(passed=1)


SWALLOWED = """
def wrong(name):
    assert name == "other", "the apply ran"

def program():
    ConfigMap("web", metadata={"name": "web"}, data={}).metadata.name.apply(wrong)
"""


def test_an_assertion_that_plain_mocks_swallow_fails_the_test(pytester: pytest.Pytester) -> None:
    plain = """
class Plain(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return args.name, args.inputs

    def call(self, args):
        return {}

def test_plain():
    pulumi.runtime.set_mocks(Plain())
    program()

def test_strict(run_pulumi):
    run_pulumi(program)
"""
    result = ran(pytester, SWALLOWED + plain, "-p", "no:unraisableexception", "-W", "default")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*AssertionError: the apply ran*", "FAILED *::test_strict *"])


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_no_test_sees_anything_of_another(
    pytester: pytest.Pytester, order: tuple[str, str]
) -> None:
    tests = {
        "first": """
def test_first(run_pulumi):
    def program():
        ConfigMap("web", data={})
        pulumi.export("first", pulumi.Config().require("key"))

    assert run_pulumi(program, config={"key": "a"}, preview=True).exports == {"first": "a"}
""",
        "second": """
def test_second(run_pulumi):
    def program():
        ConfigMap("web", data={})
        return [pulumi.Config().get("key"), pulumi.runtime.is_dry_run()]

    recording = run_pulumi(program)
    assert (recording.value, recording.exports) == ([None, False], {})
    assert len(recording.resources) == 1
""",
    }
    ran(pytester, "".join(tests[name] for name in order)).assert_outcomes(passed=2)


def test_mocks_that_a_test_has_set_itself_remain(pytester: pytest.Pytester) -> None:
    result = ran(
        pytester,
        """
from pulumi.runtime.settings import get_monitor, get_root_resource

class Mine(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return "mine", {**args.inputs, "data": {"by": "me"}}

    def call(self, args):
        return {}

@pytest.fixture
def mine():
    pulumi.runtime.set_mocks(Mine(), project="mine", preview=False)

def test_it(mine, run_pulumi):
    monitor, root = get_monitor(), get_root_resource()
    pulumi.runtime.set_config("mine:key", "kept")
    other = run_pulumi(lambda: [ConfigMap("web", data={}).id, pulumi.Config().get("key")])
    assert other.value[1] is None
    assert get_monitor() is monitor and get_root_resource() is root
    assert pulumi.Config("mine").get("key") == "kept"

    @pulumi.runtime.test
    def mine_still():
        return ConfigMap("web", data={}).data.apply(seen.append)

    seen = []
    mine_still()
    assert seen == [{"by": "me"}]
""",
    )
    result.assert_outcomes(passed=1)


def test_the_closest_marker_wins_and_config_adds_up(pytester: pytest.Pytester) -> None:
    result = ran(
        pytester,
        """
pytestmark = pytest.mark.pulumi(project="shop", config={"a": "module", "b": "module"})

def program():
    config = pulumi.Config("shop")
    service = Service("web", spec={"type": "NodePort", "ports": [{"port": 80}]})
    port = service.spec.ports[0].node_port
    return [pulumi.get_project(), *(config.get(key) for key in "abc"), port]

@pytest.mark.pulumi(config={"b": "class"})
class TestInClass:
    @pytest.mark.pulumi(preview=True, config={"c": "test"})
    def test_marked(self, run_pulumi):
        assert run_pulumi(program).value == ["shop", "module", "class", "test", UNKNOWN]

    def test_called(self, run_pulumi):
        given = {"project": "other", "config": {"shop:b": "call", "c": "call"}}
        assert run_pulumi(program, **given).value[0] == "other"

def test_outside(run_pulumi):
    assert run_pulumi(program).value == ["shop", "module", "module", None, 32767]
""",
    )
    result.assert_outcomes(passed=3)


def test_a_marker_that_is_no_set_of_keywords_is_refused(pytester: pytest.Pytester) -> None:
    result = ran(
        pytester,
        """
@pytest.mark.pulumi("shop")
def test_positional(run_pulumi):
    pass

@pytest.mark.pulumi(previw=True)
def test_misspelt(run_pulumi):
    run_pulumi(lambda: None)
""",
    )
    result.assert_outcomes(errors=1, failed=1)
    result.stdout.fnmatch_lines(
        ["*the marker pulumi takes keywords only", "*unexpected keyword argument 'previw'*"]
    )


def test_a_path_is_relative_to_the_file_of_the_test(pytester: pytest.Pytester) -> None:
    pytester.makefile(
        ".py",
        **{
            "shop/__main__": "import pulumi\nimport parts\npulumi.export('made', parts.made)\n",
            "shop/parts": "import pulumi\nmade = pulumi.ComponentResource('shop:index:App', 'web')",
        },
    )
    test = """
@pytest.mark.parametrize("run", ["first", "second"])
def test_it(run, run_pulumi):
    assert [each.name for each in run_pulumi("../shop").resources] == ["web"]
"""
    pytester.mkdir("tests")
    (pytester.path / "tests/test_shop.py").write_text(IMPORTS + test)
    pytester.runpytest_inprocess("-W", "error", "tests").assert_outcomes(passed=2)


GOLDEN = """
def test_manifests(run_pulumi, golden_manifests):
    def program():
        ConfigMap("web", metadata={"name": "web"}, data={"a": "VALUE"})
        Secret("key", metadata={"name": "key"}, string_data={"key": "hush"})

    golden_manifests(run_pulumi(program))
"""


def test_golden_manifests_are_compared_and_written_on_demand(pytester: pytest.Pytester) -> None:
    path = pytester.path / "golden/test_shop/test_manifests.yaml"
    first = GOLDEN.replace("VALUE", "first")
    missing = ran(pytester, first)
    missing.assert_outcomes(failed=1)
    missing.stdout.fnmatch_lines(["*test_manifests.yaml does not exist"])
    assert not path.exists()

    ran(pytester, first, "--update-golden").assert_outcomes(passed=1)
    assert "hush" not in path.read_text()
    ran(pytester, first).assert_outcomes(passed=1)

    changed = ran(pytester, GOLDEN.replace("VALUE", "second"))
    changed.assert_outcomes(failed=1)
    changed.stdout.fnmatch_lines(["E *-  a: first", "E *+  a: second"])
    assert "a: first" in path.read_text()


def test_a_run_without_programs_imports_nothing_of_pulumi(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_plain(pytestconfig):
            assert pytestconfig.pluginmanager.has_plugin("exposure_components")
            parts = {name.partition(".")[0] for name in sys.modules}
            assert not parts & {"pulumi", "exposure_components", "grpc"}
        """
    )
    pytester.runpytest_subprocess("-W", "error").assert_outcomes(passed=1)


def test_the_first_program_of_a_run_warns_of_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pulumi

        def test_it(run_pulumi, golden_manifests):
            program = lambda: pulumi.ComponentResource("shop:index:App", "web")
            assert run_pulumi(program).resources[0].name == "web"
        """
    )
    pytester.runpytest_subprocess("-W", "error").assert_outcomes(passed=1)


def test_the_plugin_tells_its_words(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_inprocess("--markers", "--help")
    result.stdout.fnmatch_lines(["*@pytest.mark.pulumi(?*arguments): *"])
    fixtures = pytester.runpytest_inprocess("--fixtures")
    fixtures.stdout.fnmatch_lines(["run_pulumi -- *", "golden_manifests -- *"])
