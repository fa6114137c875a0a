package dev.bellows.k8s.internal.preflight;

import static dev.bellows.check.ProblemText.advice;
import static dev.bellows.check.ProblemText.error;
import static dev.bellows.check.ProblemText.warning;

import dev.bellows.check.Problem;
import dev.bellows.check.ProblemCode;
import dev.bellows.check.ProblemText;

/** What a cluster may lack for a job. */
enum PreflightProblem implements ProblemCode {
    PREFLIGHT_ACCOUNT_MISSING(error(
            "serviceAccount",
            "No pod can run as a service account that does not exist.",
            "Create it, for instance with SparkKubernetes.roles(namespace).driver(name), or name another one.")),
    PREFLIGHT_CLAIM_MISSING(error(
            "pod.volumes",
            "A pod waits for ever for a claim that does not exist.",
            "Create the claim, or name another one.")),
    PREFLIGHT_CONFIG_MAP_MISSING(error(
            "pod",
            "No container starts without a ConfigMap that it reads.",
            "Create it, or mark the reference as optional.")),
    PREFLIGHT_DRIVER_RIGHT_MISSING(error(
            "serviceAccount",
            "Spark's driver may not do what it needs its service account for.",
            "Apply the Roles that SparkKubernetes.roles(namespace).driver(name) renders, or name another account.")),
    PREFLIGHT_LIMIT_RANGE(error(
            "*",
            "A LimitRange of the namespace refuses pods or claims of this size.",
            "Ask for another size, or have the LimitRange changed.")),
    PREFLIGHT_NAMESPACE_GOING(
            error("namespace", "The namespace is being deleted and takes nothing new.", "Name another one, or wait.")),
    PREFLIGHT_NAMESPACE_MISSING(error("namespace", "The namespace does not exist.", "Create it, or name another one.")),
    PREFLIGHT_NODES(warning(
            "*",
            "No node that there is now can hold such a pod, however empty it is.",
            "Ask for less, or make sure that the cluster adds nodes that are large enough.")),
    PREFLIGHT_PRIORITY_CLASS_MISSING(
            error("pod.priorityClass", "There is no such priority class.", "Name one that exists, or have it made.")),
    PREFLIGHT_QUOTA(error(
            "executors",
            "What the quota leaves is less than the driver and the least number of executors need.",
            "Free quota, raise it, or ask for less.")),
    PREFLIGHT_QUOTA_SHORT(warning(
            "executors",
            "The job can start, but the quota leaves less than its largest number of executors needs.",
            "Free quota, raise it, or lower the maximum.")),
    PREFLIGHT_REFUSED(error(
            "*",
            "The API server was asked to check the pod without creating it, and refuses it.",
            "Mend what the message names.")),
    PREFLIGHT_RIGHT_MISSING(error(
            "client",
            "The connection's account may not do what a submission does.",
            "Apply the Roles that SparkKubernetes.roles(namespace) renders.")),
    PREFLIGHT_RIGHTS_UNKNOWN(advice(
            "client",
            "The API server does not tell all that the connection's account may do.",
            "Compare its rights with SparkKubernetes.roles(namespace).")),
    PREFLIGHT_SECRET_MISSING(error(
            "pod",
            "No container starts without a Secret that it reads.",
            "Create it, or mark the reference as optional.")),
    PREFLIGHT_STORAGE_CLASS_MISSING(error(
            "pod.volumes", "There is no such storage class, so that no volume is made.", "Name one that exists.")),
    PREFLIGHT_UNSEEN(advice(
            "*",
            "The connection's account may not look at this, so that it was not checked.",
            "Apply SparkKubernetes.roles(namespace).withPreflight(...), which lets it look."));

    private final ProblemText text;

    PreflightProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }

    Problem at(String field, String seen, String expected) {
        return Problem.of(this, field, seen, expected, text.remedy());
    }
}
