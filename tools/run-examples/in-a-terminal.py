# Runs a command in a terminal of its own, types what it was told, and prints what a human would see.
import json, os, pty, select, sys, time

typing, command = json.loads(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
seen = b""
until = time.monotonic() + 60
while time.monotonic() < until:
    if select.select([terminal], [], [], 0.1)[0]:
        try:
            read = os.read(terminal, 65536)
        except OSError:
            break
        if not read:
            break
        seen += read
    if typing and typing[0][0].encode() in seen:
        os.write(terminal, typing.pop(0)[1].encode())
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(json.dumps({"code": code, "seen": seen.decode("utf8", "replace")}))
