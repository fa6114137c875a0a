package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.preset.NetworkRules;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The NetworkPolicies that a job asks for: one of its driver, and, if connections to the outside are limited, one of all its pods. */
final class JobNetworkPolicies {
    private final PolicyParts parts;
    private final Map<String, Integer> ports;
    private final int connectPort;
    private final NetworkRules rules;

    private JobNetworkPolicies(SparkJob job, AttemptId attempt, Map<String, String> conf, NetworkRules rules) {
        this.parts = new PolicyParts(job, attempt);
        this.ports = DriverPorts.of(SparkLine.of(job.sparkVersion()), conf);
        this.connectPort = DriverPorts.connect(conf);
        this.rules = rules;
    }

    static List<NetworkPolicy> of(SparkJob job, AttemptId attempt, Map<String, String> conf) {
        return job.presets().network().stream()
                .flatMap(rules -> new JobNetworkPolicies(job, attempt, conf, rules).all())
                .toList();
    }

    private Stream<NetworkPolicy> all() {
        return rules.limitEgress() ? Stream.of(ofDriver(), ofEgress()) : Stream.of(ofDriver());
    }

    private NetworkPolicy ofDriver() {
        List<NetworkPolicyIngressRule> ingress = new ArrayList<>();
        ingress.add(ingress(parts.application(), List.of(ports.get("driver-rpc-port"), ports.get("blockmanager"))));
        if (!rules.uiFrom().isEmpty()) {
            ingress.add(ingress(
                    new TreeMap<>(rules.uiFrom()),
                    Stream.of("spark-ui", DriverControl.PORT_NAME)
                            .map(ports::get)
                            .filter(Objects::nonNull)
                            .toList()));
        }
        if (!rules.connectFrom().isEmpty()) {
            ingress.add(ingress(new TreeMap<>(rules.connectFrom()), List.of(connectPort)));
        }
        NetworkPolicySpec spec = new NetworkPolicySpec();
        spec.setPodSelector(parts.role(SparkLabels.DRIVER));
        spec.setPolicyTypes(List.of("Ingress"));
        spec.setIngress(ingress);
        return parts.policy("driver-policy", spec);
    }

    private NetworkPolicy ofEgress() {
        NetworkPolicySpec spec = new NetworkPolicySpec();
        spec.setPodSelector(PolicyParts.pods(parts.application()));
        spec.setPolicyTypes(List.of("Egress"));
        spec.setEgress(egress());
        return parts.policy("egress-policy", spec);
    }

    private List<NetworkPolicyEgressRule> egress() {
        List<NetworkPolicyEgressRule> egress = new ArrayList<>();
        egress.add(to(PolicyParts.peer(parts.application())));
        egress.add(at(PolicyParts.port("UDP", 53), PolicyParts.port("TCP", 53)));
        // The API server and services by HTTPS.
        egress.add(at(PolicyParts.port("TCP", 443), PolicyParts.port("TCP", 6443)));
        for (String range : rules.egressTo()) {
            NetworkPolicyPeer addresses = new NetworkPolicyPeer();
            addresses.setIpBlock(new IPBlock(range, List.of()));
            egress.add(to(addresses));
        }
        return egress;
    }

    private static NetworkPolicyEgressRule to(NetworkPolicyPeer peer) {
        NetworkPolicyEgressRule rule = new NetworkPolicyEgressRule();
        rule.setTo(List.of(peer));
        return rule;
    }

    private static NetworkPolicyEgressRule at(NetworkPolicyPort... ports) {
        NetworkPolicyEgressRule rule = new NetworkPolicyEgressRule();
        rule.setPorts(List.of(ports));
        return rule;
    }

    private static NetworkPolicyIngressRule ingress(Map<String, String> labels, List<Integer> ports) {
        NetworkPolicyIngressRule rule = new NetworkPolicyIngressRule();
        rule.setFrom(List.of(PolicyParts.peer(labels)));
        rule.setPorts(
                ports.stream().map(number -> PolicyParts.port("TCP", number)).toList());
        return rule;
    }
}
