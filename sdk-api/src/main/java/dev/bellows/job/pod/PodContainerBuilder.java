package dev.bellows.job.pod;

import java.util.Arrays;

/** Collects a container's settings. Not thread-safe. */
public final class PodContainerBuilder {
    private final ImmutablePodContainer.Builder container = ImmutablePodContainer.assemble();

    PodContainerBuilder(String name) {
        container.name(name);
    }

    /** Sets the image; default: the job's. */
    public PodContainerBuilder image(String image) {
        container.image(image);
        return this;
    }

    /** Sets what runs, instead of the image's entry point. */
    public PodContainerBuilder command(String... command) {
        container.command(Arrays.asList(command));
        return this;
    }

    /** Sets the arguments. */
    public PodContainerBuilder args(String... args) {
        container.args(Arrays.asList(args));
        return this;
    }

    /** Adds an environment variable. The value is written to the pod in clear. */
    public PodContainerBuilder env(String name, String value) {
        container.putEnv(name, value);
        return this;
    }

    /** Adds an environment variable whose value comes from elsewhere, such as a {@link SecretRef}. */
    public PodContainerBuilder env(String name, EnvSource source) {
        container.putEnvSources(name, source);
        return this;
    }

    /** Sets the CPU that it requests, such as {@code 100m}. */
    public PodContainerBuilder cpu(String quantity) {
        container.cpu(quantity);
        return this;
    }

    /** Sets the memory that it requests and may use at most, such as {@code 128Mi}. */
    public PodContainerBuilder memory(String quantity) {
        container.memory(quantity);
        return this;
    }

    /** Mounts a volume of the pod. */
    public PodContainerBuilder mount(String volume, String path) {
        container.addMounts(new ContainerMount(volume, path, false));
        return this;
    }

    /** Mounts a volume of the pod so that it can only be read. */
    public PodContainerBuilder mountReadOnly(String volume, String path) {
        container.addMounts(new ContainerMount(volume, path, true));
        return this;
    }

    /** Adds a TCP port that it listens on. */
    public PodContainerBuilder port(int port) {
        container.addPorts(port);
        return this;
    }

    /** The container. */
    public PodContainer build() {
        return container.build();
    }
}
