package dev.bellows.k8s.internal.preflight;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ScopedResourceSelectorRequirement;
import java.util.Optional;

/** Which pods a quota counts. Pure. */
final class QuotaScope {
    private static final String PRIORITY_CLASS = "PriorityClass";

    private QuotaScope() {}

    static boolean counts(ResourceQuota quota, Pod pod) {
        return quota.getSpec() != null
                && quota.getSpec().getScopes().stream().allMatch(scope -> has(pod, scope))
                && (quota.getSpec().getScopeSelector() == null
                        || quota.getSpec().getScopeSelector().getMatchExpressions().stream()
                                .allMatch(requirement -> matches(pod, requirement)));
    }

    /** Whether it counts pods of every kind that Spark makes, whatever their priority. */
    static boolean countsEvery(ResourceQuota quota) {
        return quota.getSpec() != null
                && quota.getSpec().getScopeSelector() == null
                && quota.getSpec().getScopes().stream()
                        .allMatch(scope -> scope.equals("NotBestEffort") || scope.equals("NotTerminating"));
    }

    /** Spark's pods request memory, so that none is of the lowest quality; only those with a deadline are to terminate. */
    private static boolean has(Pod pod, String scope) {
        boolean deadline = pod.getSpec().getActiveDeadlineSeconds() != null;
        return switch (scope) {
            case "NotBestEffort" -> true;
            case "NotTerminating" -> !deadline;
            case "Terminating" -> deadline;
            case PRIORITY_CLASS -> priorityClass(pod).isPresent();
            default -> false;
        };
    }

    private static boolean matches(Pod pod, ScopedResourceSelectorRequirement requirement) {
        if (!requirement.getScopeName().equals(PRIORITY_CLASS)) {
            return has(pod, requirement.getScopeName());
        }
        Optional<String> name = priorityClass(pod);
        boolean named = name.filter(requirement.getValues()::contains).isPresent();
        return switch (requirement.getOperator()) {
            case "In" -> named;
            case "NotIn" -> !named;
            case "Exists" -> name.isPresent();
            case "DoesNotExist" -> name.isEmpty();
            default -> false;
        };
    }

    private static Optional<String> priorityClass(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getPriorityClassName());
    }
}
