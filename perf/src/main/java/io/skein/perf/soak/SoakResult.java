package io.skein.perf.soak;

import java.util.List;
import java.util.Map;

/**
 * What came of a soak.
 *
 * @param options     that it ran with.
 * @param seconds     that faults were injected for.
 * @param faults      how often each was.
 * @param missed      faults that were planned for a state that their process did not come to.
 * @param findings    of all processes.
 * @param checks      how often all was calm, and the slots were counted.
 * @param leakedSlots slots that could not be lent then.
 * @param leakedPools pools of dead publishers that a sweep left.
 * @param crashed     processes that ended by themselves.
 * @param details     of what is bad.
 */
record SoakResult(
    SoakOptions options, double seconds, Map<Fault, Integer> faults, int missed, Findings findings, int checks,
    int leakedSlots, int leakedPools, int crashed, List<String> details)
{
    int kills()
    {
        return faults.entrySet().stream().filter((fault) -> fault.getKey().isKill())
            .mapToInt(Map.Entry::getValue).sum();
    }

    int pauses()
    {
        return faults.values().stream().mapToInt(Integer::intValue).sum() - kills();
    }

    boolean isGood()
    {
        return 0 == findings.corrupted() && 0 == findings.broken() && 0 == leakedSlots && 0 == leakedPools &&
            0 == crashed && checks > 0 && findings.verified() > 0 && kills() + pauses() > 0;
    }
}
