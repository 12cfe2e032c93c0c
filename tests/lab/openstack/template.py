"""The data base of a lab that has just been seeded, kept in the cache: starting copies it."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..locks import alone
from ..shell import run, say
from . import database
from .settings import API_PORTS, FIRST_PORT, HOME, REGION, STATE, endpoint, template, venv

PARTS = ("mysql", "fernet", "credential", "ca.pem", "ca.key", "seed.json")
"""Of the state, all that is to be the same in each lab."""

KEEPERS = ("--keystone-user", "root", "--keystone-group", "root")


def create() -> None:
    """From nothing, up to where the services can start."""
    _authority()
    database.create()
    say("made an empty data base")
    migrations = (_keystone, _neutron, _octavia, _designate, _nova)
    with ThreadPoolExecutor() as pool:
        # An exception of any of them comes out here.
        for migration in [pool.submit(migrate) for migrate in migrations]:
            migration.result()
    say("migrated it")


def save() -> None:
    """The services go on: they connect anew."""
    database.stop()
    with alone("openstack-cache"):
        for old in HOME.glob("template-*"):
            shutil.rmtree(old)
        part = template().with_suffix(".part")
        part.mkdir(parents=True)
        for name in PARTS:
            _copy(STATE / name, part / name)
        (part / "port").write_text(str(FIRST_PORT))
        part.rename(template())
    database.start()


def load() -> None:
    with alone("openstack-cache"):
        for name in PARTS:
            _copy(template() / name, STATE / name)
    database.start()
    shift = FIRST_PORT - int((template() / "port").read_text())
    if shift:
        # From the far end, or a moved port would be moved again.
        ports = sorted(API_PORTS.values(), reverse=shift > 0)
        database.sql(*(_moved(port - shift, port) for port in ports))


def _moved(old: int, new: int) -> str:
    return f"UPDATE keystone.endpoint SET url = REPLACE(url, ':{old}', ':{new}')"


def _copy(source: Path, target: Path) -> None:
    run("cp", "-a", source, target)


def _authority() -> None:
    """Octavia signs the certificates of its amphorae with it, also where there are none."""
    where = ("-keyout", STATE / "ca.key", "-out", STATE / "ca.pem")
    new = ("-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=lab")
    run("openssl", "req", "-x509", *new, *where)


def _manage(program: str, config: str, *command: str) -> None:
    run(venv() / "bin" / program, "--config-file", STATE / "etc" / config, *command)


def _keystone() -> None:
    def keystone(*command: str) -> None:
        _manage("keystone-manage", "keystone.conf", *command)

    keystone("db_sync")
    keystone("fernet_setup", *KEEPERS)
    keystone("credential_setup", *KEEPERS)
    url = f"{endpoint('keystone')}/v3"
    urls = [f"--bootstrap-{interface}-url={url}" for interface in ("public", "internal", "admin")]
    keystone("bootstrap", "--bootstrap-password=lab", f"--bootstrap-region-id={REGION}", *urls)


def _neutron() -> None:
    _manage("neutron-db-manage", "neutron.conf", "upgrade", "heads")


def _octavia() -> None:
    _manage("octavia-db-manage", "octavia.conf", "upgrade", "head")


def _designate() -> None:
    _manage("designate-manage", "designate/designate.conf", "database", "sync")


def _nova() -> None:
    def nova(*command: str) -> None:
        _manage("nova-manage", "nova/nova.conf", *command)

    nova("api_db", "sync")
    # With placeholders: the socket's path is each lab's own.
    place = "--database_connection={{scheme}}://{{username}}@{{hostname}}/nova_{}?{{query}}".format
    nova("cell_v2", "map_cell0", place("cell0"))
    nova("cell_v2", "create_cell", "--name=cell1", place("cell1"), "--transport-url=fake://")
    nova("db", "sync")
