package dev.bellows.check;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands between a job and a cluster, found without submitting anything. {@code toString} is a text for people, a line a finding.
 *
 * @param namespace where the job would run
 * @param findings what was found, errors first
 */
public record PreflightReport(String namespace, List<Problem> findings) {
    /** Copies the list. */
    public PreflightReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found that would keep the job from running. */
    public boolean isReady() {
        return findings.stream().noneMatch(Problem::isError);
    }

    @Override
    public String toString() {
        String head = "namespace " + namespace + ": "
                + (isReady() ? "the job can run" : "the job cannot run")
                + (findings.isEmpty() ? "" : ", " + findings.size() + " findings");
        return findings.stream().map(finding -> "\n  " + finding).collect(Collectors.joining("", head, ""));
    }
}
