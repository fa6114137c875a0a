package dev.bellows.k8s.internal.preflight;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;

/**
 * The rights without which a job does not run.
 *
 * @param submitter what the connection's account does
 * @param driver what Spark's driver does
 * @param control what the connection's account does for a job with control
 */
public record NeededRights(List<PolicyRule> submitter, List<PolicyRule> driver, List<PolicyRule> control) {
    /** Copies the lists. */
    public NeededRights {
        submitter = List.copyOf(submitter);
        driver = List.copyOf(driver);
        control = List.copyOf(control);
    }
}
