package io.skein.perf.waterfall;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WaterfallPageTest
{
    @Test
    void shouldWriteTheSamePageAsBefore() throws IOException
    {
        final String page =
            new WaterfallPage(Samples.both(), List.of("bbbbbbb perf: Faster", "ccccccc perf: <slower>")).toString();
        // The head is that of all pages.
        assertEquals(Samples.text("golden.html"), page.substring(page.indexOf("<body")));
    }

    @Test
    void shouldNeedNothingElse() throws IOException
    {
        final String page = new WaterfallPage(Samples.both(), List.of()).toString();
        assertFalse(page.contains("http") || page.contains("<script") || page.contains("url("), page);
        assertFalse(page.contains("Commits between"), page);
    }

    @Test
    void shouldShowWhatAFileSaysAsText() throws IOException
    {
        final WaterfallFile file = WaterfallReader.parse("hostile",
            Samples.text("after.json").replace("filter 1", "<img src=x>").replace("AMD EPYC", "&'\\\"<b>"));
        final String page = new WaterfallPage(new Comparison(null, file), List.of()).toString();
        assertTrue(page.contains("&lt;img src=x&gt;") && page.contains("&amp;&#39;&quot;&lt;b&gt;"), page);
        assertFalse(page.contains("<img") || page.contains("<b>"), page);
    }
}
