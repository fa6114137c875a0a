package dev.bellows.check;

import dev.bellows.job.pod.Security;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks where a pod's security differs from the default: what "restricted" forbids needs an explicit way out. */
final class SecurityChecks {
    private static final Pattern CAPABILITY = Pattern.compile("[A-Z][A-Z_]*");
    private static final Set<String> ALLOWED = Set.of("NET_BIND_SERVICE");
    private static final long ROOT = 0;
    private static final long LAST_ID = Integer.MAX_VALUE;

    private SecurityChecks() {}

    static void check(PodRole role, Findings findings) {
        role.shape().security().ifPresent(security -> {
            String field = role.field() + ".security";
            checkIds(field, security, findings);
            for (String capability : security.addCapabilities()) {
                if (!CAPABILITY.matcher(capability).matches()) {
                    findings.report(
                            SecurityProblem.CAPABILITY_INVALID,
                            field + ".addCapabilities",
                            capability,
                            "a Linux capability without CAP_, such as SYS_PTRACE",
                            "Correct the name.");
                } else if (role.isRestricted() && !ALLOWED.contains(capability)) {
                    refuse(field + ".addCapabilities", capability, findings);
                }
            }
            if (role.isRestricted()
                    && security.runAsUser().filter(user -> user == ROOT).isPresent()) {
                refuse(field + ".runAsUser", "0", findings);
            }
        });
    }

    private static void checkIds(String field, Security security, Findings findings) {
        Stream.of(security.runAsUser().stream(), security.runAsGroup().stream(), security.fsGroup().stream())
                .reduce(security.supplementalGroups().stream(), Stream::concat)
                .filter(id -> id < 0 || id > LAST_ID)
                .forEach(id -> findings.report(
                        SecurityProblem.ID_RANGE,
                        field,
                        id.toString(),
                        "0 to " + LAST_ID,
                        "Correct the user or group."));
    }

    private static void refuse(String field, String seen, Findings findings) {
        findings.report(
                SecurityProblem.SECURITY_NOT_RESTRICTED,
                field,
                seen,
                "what Pod Security \"restricted\" allows",
                "Remove it, or opt out with Security.relaxed().");
    }
}
