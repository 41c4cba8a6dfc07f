"""Counts the results of `dotnet test --logger trx`.

usage: count-tests.py RESULTS TESTS

Names every test that failed or was skipped, and every test project that left no result. The last line is "PASSED FAILED".
A skipped test counts as failed unless its reason starts with "forbidden here:" (what root or a mount would be needed for).
"""

import pathlib
import sys
import xml.etree.ElementTree as xml

NAMESPACE = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}
FORBIDDEN = "forbidden here:"
REASON_LINES_MAXIMUM = 20


def reason(result):
    for where in ("t:Output/t:ErrorInfo/t:Message", "t:Output/t:StdOut"):
        text = result.findtext(where, default="", namespaces=NAMESPACE).strip()
        if text:
            return "\n".join(text.splitlines()[:REASON_LINES_MAXIMUM])
    return "no reason given"


def expected_projects(tests):
    return {
        project.stem
        for project in pathlib.Path(tests).glob("*/*.csproj")
        if "<IsTestProject>true</IsTestProject>" in project.read_text()
    }


def main(results, tests):
    passed = failed = 0
    seen = set()
    for file in sorted(pathlib.Path(results).glob("**/*.trx")):
        root = xml.parse(file).getroot()
        for test in root.iterfind(".//t:UnitTest", NAMESPACE):
            seen.add(pathlib.PurePosixPath(test.get("storage")).stem.lower())
        for result in root.iterfind(".//t:UnitTestResult", NAMESPACE):
            name, outcome = result.get("testName"), result.get("outcome")
            if outcome == "Passed":
                passed += 1
            elif outcome == "NotExecuted" and reason(result).startswith(FORBIDDEN):
                print(f"SKIPPED: {name}: {reason(result)}")
            else:
                failed += 1
                print(f"{'SKIPPED, which counts as failed' if outcome == 'NotExecuted' else 'FAILED'}: {name}: {reason(result)}")
    for project in sorted(expected_projects(tests)):
        if project.lower() not in seen:
            failed += 1
            print(f"FAILED: {project} left no test result")
    print(passed, failed)


main(*sys.argv[1:])
