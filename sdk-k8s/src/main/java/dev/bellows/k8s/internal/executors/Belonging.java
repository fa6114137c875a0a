package dev.bellows.k8s.internal.executors;

/** Says which pods are a run's: anybody who may create pods in a namespace can label them so. */
@FunctionalInterface
public interface Belonging {
    /** Whether a pod, whose controller has the UID {@code owner}, is the run's driver. */
    boolean isDriver(String uid, String owner);
}
