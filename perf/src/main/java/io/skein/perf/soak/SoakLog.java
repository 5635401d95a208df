package io.skein.perf.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/**
 * The soak for people and for programs to read.
 */
final class SoakLog
{
    private final PrintWriter out;

    SoakLog(final PrintWriter out)
    {
        this.out = out;
    }

    void start(final SoakOptions options)
    {
        line("soak of %.1f min, seed %d: 2 publishers with %d slots of %,d B, 1 forwarder, 2 subscribers, 1 driver",
            options.minutes(), options.seed(), options.slots(), options.sizeBytes());
        line("The driver gives dead clients up after %d s (Aeron's default: 10 s), so that many faults fit a minute: " +
            "until then, what a killed subscriber has not passed is not free.", SoakCast.CLIENT_LIVENESS_S);
    }

    void progress(
        final double seconds, final Findings findings, final Map<Fault, Integer> faults, final int leaked)
    {
        line("%5.0f s  frames verified %,d  faults %d  lapped %,d  corrupted %d  leaked %d", seconds,
            findings.verified(), faults.values().stream().mapToInt(Integer::intValue).sum(), findings.lapped(),
            findings.corrupted() + findings.broken(), leaked);
    }

    void result(final SoakResult result)
    {
        final Findings findings = result.findings();
        line("");
        row("frames published", findings.published());
        row("frames forwarded", findings.forwarded());
        row("frames verified, every byte", findings.verified());
        row("looked at again, in handler or retained", findings.rechecked());
        result.faults().forEach((fault, count) -> row(fault.text(), count));
        row("faults, kills in all", result.kills());
        row("faults, pauses in all", result.pauses());
        row("faults left out, as their moment did not come", result.missed());
        row("times that all slots were counted", result.checks());
        row("lapped, and told", findings.lapped());
        row("pool gone before it was met, and told", findings.unreachable());
        row("missing, and told", findings.lost());
        mustBeZero("corrupted", findings.corrupted());
        mustBeZero("lost while retained", findings.broken());
        mustBeZero("slots leaked", result.leakedSlots());
        mustBeZero("pools of the dead left after a sweep", result.leakedPools());
        mustBeZero("processes that crashed or did not answer", result.crashed());
        result.details().forEach((detail) -> line("  %s", detail));
        line("%s", result.isGood() ? "PASS" : 0 == result.kills() + result.pauses() ?
            "FAIL: no fault was injected, give more --minutes" : "FAIL: see above; --seed " + result.options().seed());
    }

    private void mustBeZero(final String what, final long count)
    {
        row(what + " (must be 0)", count);
    }

    private void row(final String what, final long count)
    {
        line("  %-60s %,15d", what, count);
    }

    private void line(final String format, final Object... arguments)
    {
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }

    /**
     * @param result of the soak.
     * @return one flat object, but for the faults and the details.
     */
    static JsonObject json(final SoakResult result)
    {
        final JsonObject json = new JsonObject();
        json.addProperty("minutes", result.options().minutes());
        json.addProperty("seconds", result.seconds());
        json.addProperty("seed", result.options().seed());
        json.addProperty("slots", result.options().slots());
        json.addProperty("sizeBytes", result.options().sizeBytes());
        json.addProperty("clientLivenessSeconds", SoakCast.CLIENT_LIVENESS_S);
        final Findings findings = result.findings();
        json.addProperty("framesPublished", findings.published());
        json.addProperty("framesForwarded", findings.forwarded());
        json.addProperty("framesVerified", findings.verified());
        json.addProperty("framesVerifiedAgain", findings.rechecked());
        json.addProperty("kills", result.kills());
        json.addProperty("pauses", result.pauses());
        json.addProperty("faultsMissed", result.missed());
        final JsonObject faults = new JsonObject();
        result.faults().forEach((fault, count) -> faults.addProperty(fault.name().toLowerCase(Locale.ROOT), count));
        json.add("faults", faults);
        json.addProperty("checks", result.checks());
        json.addProperty("lapped", findings.lapped());
        json.addProperty("unreachable", findings.unreachable());
        json.addProperty("lost", findings.lost());
        json.addProperty("corrupted", findings.corrupted());
        json.addProperty("lostWhileRetained", findings.broken());
        json.addProperty("slotsLeaked", result.leakedSlots());
        json.addProperty("poolsLeft", result.leakedPools());
        json.addProperty("processesCrashed", result.crashed());
        json.addProperty("passed", result.isGood());
        final JsonArray details = new JsonArray();
        result.details().forEach(details::add);
        json.add("details", details);
        return json;
    }
}
