#!/usr/bin/env python3
"""Measures a Cordboard server: what it costs, how fast it is, what it keeps. Linux; loopback only; ends by itself.

  bench/measure.py sip       CPU per SIP call of the stack alone, against jain-sip-ri in the same run (needs SIPp)
  bench/measure.py rest      REST create -> INVITE, SIP answer -> webhook, at 50 calls/s; then 100/s for 60 s, none lost
  bench/measure.py start     start to the first accepted request, and resident memory when idle
  bench/measure.py memory    memory for each idle bridged call, 1,000 calls against none (needs SIPp)
  bench/measure.py loadkit DIR   the load kit in DIR (a C compiler, SIPp, rtpengine beside it)

Absolute figures are only good on one machine in one session: compare the ratios.
"""
import argparse
import contextlib
import glob
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import ssl

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
TICK = os.sysconf("SC_CLK_TCK")


def jdk():
    found = subprocess.run(["sh", "-c", f'. "{ROOT}/bin/jdk.sh" && echo "$JAVA_HOME"'], capture_output=True, text=True)
    if found.returncode:
        sys.exit(found.stderr)
    return found.stdout.strip()


def build():
    subprocess.run([f"{ROOT}/cordboard", "--version"], check=True, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def server(*options, java_options="", data=None):
    """A running server: its ready file's content, with `seconds` it took to accept requests."""
    work = tempfile.mkdtemp(prefix="cordboard-bench-")
    ready = os.path.join(work, "ready.json")
    env = dict(os.environ, CORDBOARD_JAVA_OPTIONS=java_options)
    started = time.monotonic()
    with open(os.path.join(work, "log"), "wb") as log:
        process = subprocess.Popen(
            [f"{ROOT}/cordboard", "serve", "--data", data or f"{work}/data", "--ready-file", ready, *options],
            stdout=log, stderr=subprocess.STDOUT, env=env)
    try:
        while not os.path.exists(ready):
            if process.poll() is not None:
                sys.exit(open(os.path.join(work, "log")).read())
            time.sleep(0.005)
        info = json.load(open(ready))
        info["readyFile"], info["seconds"], info["log"] = ready, time.monotonic() - started, os.path.join(work, "log")
        yield info
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(work, ignore_errors=True)


def first_request(info):
    context = ssl.create_default_context(cafile=info["caCertificate"])
    with urllib.request.urlopen(info["endpoint"].rstrip("/") + "/healthz", context=context) as answer:
        assert answer.status == 200


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def resident_mib(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


# ---------- start and idle memory ----------

def start(args):
    build()
    first, resident = start_once(None, 60)
    data = tempfile.mkdtemp(prefix="cordboard-bench-data-")
    start_once(data, 0)
    later = [start_once(data, 0)[0] for _ in range(args.repeat)]
    shutil.rmtree(data)
    bare = []
    for _ in range(args.repeat):
        begin = time.monotonic()
        subprocess.run([f"{jdk()}/bin/java", "-XX:+UseZGC", "-version"], capture_output=True, check=True)
        bare.append(time.monotonic() - begin)
    print(f"start to the first accepted request: median {statistics.median(later):.2f} s ({', '.join(f'{s:.2f}' for s in later)}), "
          f"with a new data folder {first:.2f} s; an empty JVM {statistics.median(bare):.2f} s, "
          f"ratio {statistics.median(later) / statistics.median(bare):.1f}")
    print(f"resident after 60 s idle: {resident:.0f} MiB")


def start_once(data, idle_seconds):
    """Seconds to the first accepted request, and MiB resident after having been idle."""
    begin = time.monotonic()
    with server("--https-port", "0", "--sip-port", "0", data=data) as info:
        first_request(info)
        seconds = time.monotonic() - begin
        time.sleep(idle_seconds)
        return seconds, resident_mib(info["pid"])


# ---------- REST and events ----------

def rest(args):
    build()
    java = f"{jdk()}/bin/java"
    with server("--https-port", "0", "--sip-port", "0", "--config", f"{HERE}/load.yaml") as info:
        for rate, seconds in ((50, 10), (50, 30), (100, 60)):
            print(f"--- {rate} calls/s for {seconds} s" + (" (warm-up)" if seconds == 10 else ""), flush=True)
            run = subprocess.run([java, f"{HERE}/src/CallLoad.java", info["readyFile"], str(rate), str(seconds), "5092"])
            if run.returncode and seconds != 10:
                sys.exit(run.returncode)


# ---------- the SIP stack alone ----------

def sip(args):
    build()
    home = jdk()
    out = tempfile.mkdtemp(prefix="cordboard-bench-")
    path_file = os.path.join(out, "cp")
    subprocess.run(["mvn", "-q", "-B", "-f", f"{HERE}/pom.xml", "dependency:build-classpath",
                    f"-Dmdep.outputFile={path_file}"], check=True, env=dict(os.environ, JAVA_HOME=home),
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    path = ":".join([out, f"{ROOT}/target/classes", *glob.glob(f"{ROOT}/target/lib/*.jar"), open(path_file).read()])
    subprocess.run([f"{home}/bin/javac", "-nowarn", "-d", out, "-cp", path, f"{HERE}/src/JainUas.java", f"{HERE}/src/CordboardUas.java"],
                   check=True)
    cost = {"CordboardUas": [], "JainUas": []}
    for _ in range(args.repeat):
        for name, port in (("CordboardUas", 25096), ("JainUas", 25097)):
            cost[name].append(uas_cost(home, path, name, port, args))
    ours, theirs = statistics.median(cost["CordboardUas"]), statistics.median(cost["JainUas"])
    print(f"CPU per SIP call as a UAS at {args.rate} calls/s: Cordboard {ours:.0f} us {[round(c) for c in cost['CordboardUas']]}, "
          f"jain-sip-ri {theirs:.0f} us {[round(c) for c in cost['JainUas']]}, ratio {ours / theirs:.2f}")
    shutil.rmtree(out)


def uas_cost(home, path, name, port, args):
    uas = subprocess.Popen([f"{home}/bin/java", "-XX:+UseZGC", "--enable-native-access=ALL-UNNAMED", "-cp", path, name, str(port)],
                           stdout=subprocess.PIPE, text=True)
    try:
        uas.stdout.readline()
        call(args, port, args.rate * 15)
        before = cpu_seconds(uas.pid)
        calls = args.rate * args.seconds
        call(args, port, calls)
        time.sleep(3)
        return (cpu_seconds(uas.pid) - before) / calls * 1e6
    finally:
        uas.terminate()
        uas.wait(10)


def call(args, port, calls):
    done = subprocess.run(
        ["sipp", f"127.0.0.1:{port}", "-sf", f"{HERE}/sipp/uac.xml", "-i", "127.0.0.1", "-p", "25095", "-r", str(args.rate),
         "-m", str(calls), "-l", "5000", "-nostdin", "-timeout", "300"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.exit("SIPp failed:\n" + done.stdout.decode(errors="replace")[-2000:])


# ---------- memory for each call ----------

def memory(args):
    build()
    with server("--https-port", "0", "--sip-port", "25060", "--rtp-ports", "20000-29999", "--config", f"{HERE}/load.yaml",
                java_options="-XX:NativeMemoryTracking=summary") as info:
        bridge(info, 20, 1)  # Loads every class and table first.
        before = footprint(info["pid"])
        uas = subprocess.Popen(["sipp", "-sn", "uas", "-i", "127.0.0.1", "-p", "5092", "-nostdin", "-timeout", "180"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        uac = subprocess.Popen(
            ["sipp", "127.0.0.1:25060", "-sf", f"{HERE}/sipp/uac.xml", "-s", "load", "-i", "127.0.0.1", "-p", "5091", "-r", "50",
             "-m", str(args.calls), "-l", str(args.calls), "-d", "90000", "-nostdin", "-timeout", "180"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(args.calls / 50 + 15)
        live = live_calls(info)
        after = footprint(info["pid"])
        for process in (uac, uas):
            process.terminate()
            process.wait(10)
    if live < args.calls:
        sys.exit(f"only {live} of {args.calls} calls stood")
    heap, native = (after[0] - before[0]) / args.calls, (after[1] - before[1]) / args.calls
    print(f"per idle bridged call ({args.calls} calls): live heap {heap:.1f} KiB + native {native:.1f} KiB = {heap + native:.1f} KiB")


def live_calls(info):
    context = ssl.create_default_context(cafile=info["caCertificate"])
    with urllib.request.urlopen(info["endpoint"].rstrip("/") + "/metrics", context=context) as answer:
        return int(float(re.search(r"^cordboard_calls_live(?:\{[^}]*\})? (\S+)", answer.read().decode(), re.M).group(1)))


def bridge(info, calls, hold_seconds):
    uas = subprocess.Popen(["sipp", "-sn", "uas", "-i", "127.0.0.1", "-p", "5092", "-nostdin", "-timeout", "60"],
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run(["sipp", "127.0.0.1:25060", "-sf", f"{HERE}/sipp/uac.xml", "-s", "load", "-i", "127.0.0.1", "-p", "5091",
                    "-r", "20", "-m", str(calls), "-d", str(hold_seconds * 1000), "-nostdin", "-timeout", "60"],
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    uas.terminate()
    uas.wait(10)
    time.sleep(5)


def footprint(pid):
    """KiB of live heap after a full collection, and of everything else the JVM has committed."""
    jcmd = f"{jdk()}/bin/jcmd"
    for _ in range(2):
        subprocess.run([jcmd, str(pid), "GC.run"], check=True, stdout=subprocess.DEVNULL)
        time.sleep(1)
    heap = subprocess.run([jcmd, str(pid), "GC.heap_info"], check=True, capture_output=True, text=True).stdout
    used = re.search(r"used (\d+)([KMG])", heap)
    native = subprocess.run([jcmd, str(pid), "VM.native_memory", "summary"], check=True, capture_output=True, text=True).stdout
    total = int(re.search(r"Total: reserved=\d+KB, committed=(\d+)KB", native).group(1))
    java_heap = int(re.search(r"Java Heap \(reserved=\d+KB, committed=(\d+)KB", native).group(1))
    return int(used.group(1)) * {"K": 1, "M": 1024, "G": 1 << 20}[used.group(2)], total - java_heap


# ---------- the load kit ----------

def loadkit(args):
    build()
    kit = os.path.abspath(args.kit)
    work = tempfile.mkdtemp(prefix="cordboard-bench-")
    for program in ("rtpload", "floor"):
        subprocess.run(["cc", "-O2", "-pthread", "-o", f"{work}/{program}", f"{kit}/{program}.c", "-lm"], check=True)
    for name in ("loadkit.py", "sipp"):
        source = os.path.join(kit, name)
        (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, os.path.join(work, name))
    measure = [sys.executable, f"{work}/loadkit.py"]
    more = ["--repeat", str(args.repeat), "--seconds", str(args.seconds), "--out", f"{work}/results.jsonl"]
    try:
        peer(["./floor"], work, measure + ["ng", "--sut", "127.0.0.1:2224", "--label", "floor", "--sizes", "100,200", *more])
        peer(["rtpengine", "--table=-1", "--interface=127.0.0.1", "--listen-ng=127.0.0.1:2223", "--port-min=10000", "--port-max=19999",
              "--num-threads=2", "--log-level=3", "--foreground"], work,
             measure + ["ng", "--sut", "127.0.0.1:2223", "--label", "rtpengine", "--sizes", "100,200", *more])
        for label, config in (("cordboard", "load.yaml"), ("cordboard+events", "load-events.yaml")):
            sink = subprocess.Popen([f"{jdk()}/bin/java", f"{HERE}/src/EventSink.java", "25090"], stdout=subprocess.DEVNULL) \
                if config == "load-events.yaml" else None
            with server("--https-port", "0", "--sip-port", "25060", "--rtp-ports", "20000-29999", "--config", f"{HERE}/{config}") as info:
                base = ["--sut", "127.0.0.1:25060", "--pid", str(info["pid"]), "--label", label, *more]
                subprocess.run(measure + ["signal", *base, "--rates", "100,200"], cwd=work)
                if config == "load.yaml":
                    subprocess.run(measure + ["bridge", *base, "--sizes", "100,200"], cwd=work)
                    subprocess.run(measure + ["conf", *base, "--sizes", "30,100"], cwd=work)
            if sink:
                sink.terminate()
                sink.wait(10)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def peer(command, work, measure):
    if not (os.path.exists(os.path.join(work, command[0])) or shutil.which(command[0])):
        print(f"(not measured: {command[0]} is not installed)")
        return
    process = subprocess.Popen(command, cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(2)
        subprocess.run(measure + ["--pid", str(process.pid)], cwd=work)
    finally:
        process.terminate()
        process.wait(10)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run, repeat in (("sip", sip, 3), ("rest", rest, 1), ("start", start, 5), ("memory", memory, 1), ("loadkit", loadkit, 3)):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        command.add_argument("--repeat", type=int, default=repeat)
        if name == "sip":
            command.add_argument("--rate", type=int, default=600)
            command.add_argument("--seconds", type=int, default=20)
        if name == "memory":
            command.add_argument("--calls", type=int, default=1000)
        if name == "loadkit":
            command.add_argument("kit")
            command.add_argument("--seconds", type=int, default=30)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
