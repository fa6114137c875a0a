package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with the remaining shape of pods. */
enum PodProblem implements ProblemCode {
    DNS_INVALID(error(
            "pod.dns",
            "Kubernetes takes a known policy, at most three name servers, and domains.",
            "Correct it with dns(...).")),
    GRACE_INVALID(error(
            "pod.terminationGraceSeconds",
            "The time to end is negative.",
            "Correct it with terminationGraceSeconds(...).")),
    HOST_ALIAS_INVALID(error(
            "pod.hostAliases*", "It is no address, or has no valid name.", "Correct it with hostAlias(ip, names)."));

    private final ProblemText text;

    PodProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
