package dev.bellows.k8s.internal.preflight;

import dev.bellows.check.Problem;
import dev.bellows.compile.CompiledJob;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the LimitRanges of a namespace take the containers, pods and claims of a job. Pure. */
final class LimitRangeCheck {
    private LimitRangeCheck() {}

    static List<Problem> of(CompiledJob job, Map<String, Pod> pods, List<LimitRange> ranges) {
        List<Problem> problems = new ArrayList<>();
        for (LimitRange range : ranges) {
            range.getSpec().getLimits().forEach(item -> {
                switch (item.getType()) {
                    case "Container" ->
                        pods.forEach((role, pod) -> pod.getSpec()
                                .getContainers()
                                .forEach(container -> new Range(range, item, role, container).check(problems)));
                    case "Pod" -> pods.forEach((role, pod) -> new SumRange(range, item).check(role, pod, problems));
                    case "PersistentVolumeClaim" -> new SumRange(range, item).check(ClaimSizes.of(job), problems);
                    default -> {
                        // Nothing of a job is of another type.
                    }
                }
            });
        }
        return problems;
    }

    private record Range(LimitRange range, LimitRangeItem item, String role, Container container) {
        void check(List<Problem> problems) {
            Map<String, Quantity> requests = orEmpty(container.getResources().getRequests());
            Map<String, Quantity> limits = orEmpty(container.getResources().getLimits());
            requests.forEach((resource, request) -> {
                @Nullable Quantity most = orEmpty(item.getMax()).get(resource);
                @Nullable Quantity least = orEmpty(item.getMin()).get(resource);
                // Where a container sets no limit, the default one becomes its limit.
                @Nullable
                Quantity limit =
                        limits.getOrDefault(resource, orEmpty(item.getDefault()).get(resource));
                Quantity largest = limit == null ? request : limit;
                if (most != null && larger(largest, most)) {
                    problems.add(problem(resource, largest, "<= " + most));
                } else if (least != null && larger(least, request)) {
                    problems.add(problem(resource, request, ">= " + least));
                } else if (limit != null && larger(request, limit)) {
                    problems.add(problem(resource, request, "<= " + limit + ", the limit of containers that set none"));
                }
            });
        }

        private Problem problem(String resource, Quantity seen, String expected) {
            String field = role + (resource.equals("cpu") ? ".cores" : ".memory");
            String text = resource + " " + Amounts.text(resource, seen.getNumericalAmount()) + " of container "
                    + container.getName();
            String name = " by LimitRange " + range.getMetadata().getName();
            return PreflightProblem.PREFLIGHT_LIMIT_RANGE.at(field, text, expected + name);
        }
    }

    static boolean larger(Quantity one, Quantity other) {
        return one.getNumericalAmount().compareTo(other.getNumericalAmount()) > 0;
    }

    static Map<String, Quantity> orEmpty(@Nullable Map<String, Quantity> map) {
        return map == null ? Map.of() : map;
    }
}
