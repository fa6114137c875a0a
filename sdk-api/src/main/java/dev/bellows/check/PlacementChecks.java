package dev.bellows.check;

import dev.bellows.job.pod.NodeRule;
import dev.bellows.job.pod.PodRule;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.SpreadRule;
import dev.bellows.job.pod.Toleration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks where pods may run. */
final class PlacementChecks {
    private static final Set<String> SETS = Set.of("In", "NotIn");
    private static final Set<String> PRESENCE = Set.of("Exists", "DoesNotExist");
    private static final Set<String> NUMBERS = Set.of("Gt", "Lt");
    private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");
    private static final int HEAVIEST = 100;

    private final String field;
    private final Findings findings;

    private PlacementChecks(String field, Findings findings) {
        this.field = field;
        this.findings = findings;
    }

    static void check(String field, PodShape shape, Findings findings) {
        PlacementChecks checks = new PlacementChecks(field, findings);
        shape.nodeSelector().forEach(checks::checkSelector);
        checks.each("nodeRules", shape.nodeRules(), checks::checkNodeRule);
        checks.each("podRules", shape.podRules(), checks::checkPodRule);
        checks.each("spreadRules", shape.spreadRules(), checks::checkSpread);
        checks.each("tolerations", shape.tolerations(), checks::checkToleration);
    }

    /** The driver starts first: it cannot wait for a place that is near what it has yet to create. */
    static void checkDriver(PodRole driver, Findings findings) {
        boolean waits = driver.shape().podRules().stream()
                .anyMatch(rule -> !rule.apart()
                        && rule.target() == PodRule.Target.EXECUTORS
                        && rule.weight().isEmpty());
        if (waits) {
            findings.report(
                    PlacementProblem.AFFINITY_DEADLOCK,
                    driver.field() + ".podRules",
                    "a driver that must run near its executors",
                    "a preference: executors do not exist before the driver runs",
                    "Use preferred(weight), or let the executors run near the driver.");
        }
    }

    private <T> void each(String list, List<T> elements, Check<T> check) {
        for (int i = 0; i < elements.size(); i++) {
            check.check(field + "." + list + "[" + i + "]", elements.get(i));
        }
    }

    private void checkSelector(String key, String value) {
        if (!KubernetesNames.isKey(key) || !KubernetesNames.isLabelValue(value)) {
            findings.report(
                    PlacementProblem.NODE_LABEL_INVALID,
                    field + ".nodeSelector",
                    key + "=" + value,
                    "a label of nodes and its value",
                    "Correct key or value.");
        }
    }

    private void checkNodeRule(String at, NodeRule rule) {
        int values = rule.values().size();
        boolean fits = (SETS.contains(rule.operator()) && values > 0)
                || (PRESENCE.contains(rule.operator()) && values == 0)
                || (NUMBERS.contains(rule.operator())
                        && values == 1
                        && rule.values().get(0).matches("-?\\d{1,18}"));
        boolean named =
                KubernetesNames.isKey(rule.key()) && rule.values().stream().allMatch(KubernetesNames::isLabelValue);
        if (!fits || !(named || NUMBERS.contains(rule.operator()))) {
            findings.report(
                    PlacementProblem.NODE_RULE_INVALID,
                    at,
                    rule.key() + " " + rule.operator() + " " + rule.values(),
                    "a node label and In or NotIn with values, Exists or DoesNotExist without, Gt or Lt with a number",
                    "Correct the rule.");
        }
        checkWeight(at, rule.weight());
    }

    private void checkPodRule(String at, PodRule rule) {
        checkTopology(at, rule.topologyKey());
        checkWeight(at, rule.weight());
        boolean labelled = rule.target() == PodRule.Target.LABELLED;
        boolean valid = labelled != rule.labels().isEmpty()
                && rule.labels().entrySet().stream()
                        .allMatch(label -> KubernetesNames.isKey(label.getKey())
                                && KubernetesNames.isLabelValue(label.getValue()));
        if (!valid) {
            findings.report(
                    PlacementProblem.POD_RULE_LABELS,
                    at + ".labels",
                    rule.labels().toString(),
                    "labels of pods for LABELLED, none for EXECUTORS and DRIVER",
                    "Correct target or labels.");
        }
    }

    private void checkSpread(String at, SpreadRule rule) {
        checkTopology(at, rule.topologyKey());
        if (rule.maxSkew() < 1) {
            findings.report(
                    PlacementProblem.SPREAD_SKEW,
                    at + ".maxSkew",
                    Integer.toString(rule.maxSkew()),
                    ">= 1",
                    "Correct the skew.");
        }
    }

    private void checkToleration(String at, Toleration toleration) {
        boolean valid = KubernetesNames.isKey(toleration.key())
                && toleration
                        .value()
                        .filter(value -> !KubernetesNames.isLabelValue(value))
                        .isEmpty()
                && toleration
                        .effect()
                        .filter(effect -> !EFFECTS.contains(effect))
                        .isEmpty()
                && (toleration.seconds().isEmpty()
                        || toleration.effect().filter("NoExecute"::equals).isPresent());
        if (!valid) {
            findings.report(
                    PlacementProblem.TOLERATION_INVALID,
                    at,
                    toleration.key() + "=" + toleration.value().orElse("") + ":"
                            + toleration.effect().orElse(""),
                    "a taint's key and value, NoSchedule, PreferNoSchedule or NoExecute; seconds for NoExecute only",
                    "Correct the toleration.");
        }
    }

    private void checkTopology(String at, String key) {
        if (!KubernetesNames.isKey(key)) {
            findings.report(
                    PlacementProblem.TOPOLOGY_KEY_INVALID,
                    at + ".topologyKey",
                    key,
                    "a label of nodes, such as topology.kubernetes.io/zone",
                    "Correct the key.");
        }
    }

    private void checkWeight(String at, Optional<Integer> weight) {
        weight.filter(number -> number < 1 || number > HEAVIEST)
                .ifPresent(number -> findings.report(
                        PlacementProblem.WEIGHT_RANGE,
                        at + ".weight",
                        number.toString(),
                        "1 to " + HEAVIEST,
                        "Correct the weight."));
    }

    /** A check of one element of a list. */
    private interface Check<T> {
        void check(String field, T element);
    }
}
