package dev.bellows.k8s.internal.preflight;

import static dev.bellows.k8s.internal.preflight.LimitRangeCheck.larger;
import static dev.bellows.k8s.internal.preflight.LimitRangeCheck.orEmpty;

import dev.bellows.check.Problem;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A LimitRange of whole pods, or of claims.
 *
 * @param range the LimitRange
 * @param item its part
 */
record SumRange(LimitRange range, LimitRangeItem item) {
    /** The containers of a pod together, with those that start before Spark and run along. */
    void check(String role, Pod pod, List<Problem> problems) {
        List<Container> containers = Stream.concat(
                        pod.getSpec().getContainers().stream(),
                        pod.getSpec().getInitContainers().stream()
                                .filter(container -> "Always".equals(container.getRestartPolicy())))
                .toList();
        orEmpty(item.getMax()).forEach((resource, most) -> {
            Quantity sum = sum(containers, resource);
            if (larger(sum, most)) {
                problems.add(problem(field(role, resource), resource, sum, "<= " + most));
            }
        });
        orEmpty(item.getMin()).forEach((resource, least) -> {
            Quantity sum = sum(containers, resource);
            if (larger(least, sum)) {
                problems.add(problem(field(role, resource), resource, sum, ">= " + least));
            }
        });
    }

    /** Each claim of a job, by the field that asks for it. */
    void check(Map<String, Quantity> claims, List<Problem> problems) {
        String storage = "storage";
        Quantity most = orEmpty(item.getMax()).get(storage);
        Quantity least = orEmpty(item.getMin()).get(storage);
        claims.forEach((field, size) -> {
            if (most != null && larger(size, most)) {
                problems.add(problem(field, storage, size, "<= " + most));
            } else if (least != null && larger(least, size)) {
                problems.add(problem(field, storage, size, ">= " + least));
            }
        });
    }

    /** Of limits; where a container has none, of what it requests. */
    private static Quantity sum(List<Container> containers, String resource) {
        BigDecimal sum = containers.stream()
                .map(container -> orEmpty(container.getResources().getLimits())
                        .getOrDefault(
                                resource,
                                orEmpty(container.getResources().getRequests())
                                        .getOrDefault(resource, new Quantity("0"))))
                .map(Quantity::getNumericalAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Quantity(sum.toPlainString());
    }

    private static String field(String role, String resource) {
        return role + (resource.equals("cpu") ? ".cores" : ".memory");
    }

    private Problem problem(String field, String resource, Quantity seen, String expected) {
        String what = item.getType().equals("Pod") ? " of the pod" : " of a claim";
        return PreflightProblem.PREFLIGHT_LIMIT_RANGE.at(
                field,
                resource + " " + Amounts.text(resource, seen.getNumericalAmount()) + what,
                expected + " by LimitRange " + range.getMetadata().getName());
    }
}
