package dev.bellows.k8s.internal.supervise;

/**
 * How large an attempt's pods are and what of the job a remedy may change: what advice with numbers is made from.
 *
 * @param driver the driver pod
 * @param executor each executor pod
 * @param executors how many executors the job always wants
 * @param shufflePartitions into how many parts it shuffles
 * @param spot whether its executors are on nodes that may be taken away
 */
public record JobSizes(Role driver, Role executor, int executors, int shufflePartitions, boolean spot) {
    /**
     * The memory of a pod's Spark container, in mebibytes.
     *
     * @param heap the JVM's heap
     * @param overhead what is reserved beside it
     * @param limit all of it
     */
    public record Role(long heap, long overhead, long limit) {
        private static final long LEAST_STEP = 256;
        private static final long ROUND = 64;

        /** By how much the pod is to grow after it ran out of memory: a quarter, and enough to make a difference. */
        long step() {
            long step = Math.max(LEAST_STEP, limit / 4);
            return (step + ROUND - 1) / ROUND * ROUND;
        }

        /** The step, or what of it keeps the heap's growth under a ceiling for the pod: Spark may reserve more beside a larger heap. */
        long heapStep(long ceiling) {
            double share = 1 + (double) overhead / heap;
            return Math.min(step(), rounded((long) ((ceiling - limit) / share)));
        }

        /** The step, or what of it keeps the pod under a ceiling when only what is beside the heap grows. */
        long overheadStep(long ceiling) {
            return Math.min(step(), rounded(ceiling - limit));
        }

        /** By how much the whole pod grows with a step: Spark may reserve more beside a larger heap. */
        long growth(boolean ofHeap, long step) {
            return ofHeap ? (long) Math.ceil(step * (1 + (double) overhead / heap)) : step;
        }

        private static long rounded(long step) {
            return Math.max(0, step / ROUND * ROUND);
        }
    }
}
