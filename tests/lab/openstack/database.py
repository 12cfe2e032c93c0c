"""MariaDB on a socket: SQLite does not do, the services' migrations and locks are MySQL's."""

import json
import signal

from .. import processes
from ..shell import LabError, run, wait
from .files import SOCKET
from .install import SERVERS, server
from .settings import STATE, venv

NAME = "mariadb"
DATABASES = (
    *("keystone", "neutron", "octavia", "designate"),
    *("nova_api", "nova_cell0", "nova_cell1"),
)
DATA = STATE / "mysql"

SETTINGS = (
    *("--skip-networking", "--skip-log-bin", "--performance-schema=OFF", "--skip-name-resolve"),
    # What is lost in a power cut is not missed.
    *("--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--sync-frm=0"),
    *("--innodb-flush-method=nosync", "--innodb-use-native-aio=0"),
    *("--innodb-buffer-pool-size=96M", "--innodb-log-file-size=32M", "--max-connections=400"),
)

QUERIES = """
import json, sys, pymysql
connection = pymysql.connect(unix_socket=sys.argv[1], user="root", autocommit=True)
rows = []
with connection.cursor() as cursor:
    for query in json.load(sys.stdin):
        cursor.execute(query)
        rows.append(cursor.fetchall())
print(json.dumps(rows, default=str))
"""
"""For the services' Python, which has the driver."""

Rows = list[list[list[object]]]


def create() -> None:
    """An empty server with empty data bases."""
    longest = 107
    if len(str(SOCKET)) > longest:
        raise LabError(f"{SOCKET} is longer than the {longest} characters that a socket may have")
    usr = SERVERS.sysroot() / "usr"
    script = [*server("mariadb-server-core")[:2], str(usr / "bin/mariadb-install-db")]
    options = ("--auth-root-authentication-method=normal", "--skip-test-db", "--user=root")
    run(*script, "--no-defaults", f"--basedir={usr}", f"--datadir={DATA}", *options)
    start()
    sql(*(f"CREATE DATABASE {name} CHARACTER SET utf8mb3" for name in DATABASES))


def start() -> None:
    usr = SERVERS.sysroot() / "usr"
    places = {
        "basedir": usr,
        "lc-messages-dir": usr / "share/mysql",
        "character-sets-dir": usr / "share/mysql/charsets",
        "datadir": DATA,
        "socket": SOCKET,
        "pid-file": STATE / "mysql.pid",
        "tmpdir": STATE / "lock",
    }
    where = [f"--{name}={place}" for name, place in places.items()]
    command = [*server("mariadb-server-core"), "--no-defaults", "--user=root", *where, *SETTINGS]
    processes.spawn(NAME, command, {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, home=STATE)
    wait("the data base answers", lambda: sql("SELECT 1"))


def stop() -> None:
    """In order, so that its files can be copied."""
    processes.end(NAME, home=STATE, by=signal.SIGTERM)


def sql(*queries: str) -> Rows:
    """The rows of each."""
    command = (venv() / "bin/python", "-c", QUERIES, SOCKET)
    rows: Rows = json.loads(run(*command, input=json.dumps(queries)).stdout)
    return rows
