package io.skein.perf.report;

/**
 * Text in a page.
 */
public final class Html
{
    private Html()
    {
    }

    /**
     * @param text any.
     * @return the same for a page, also within quotes.
     */
    public static String escape(final String text)
    {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
            .replace("\"", "&quot;");
    }

    /**
     * @param title of the page.
     * @param body  markup.
     * @return a page that needs nothing else.
     */
    public static String page(final String title, final String body)
    {
        return """
            <!doctype html>
            <html lang='en'><head><meta charset='utf-8'>
            <meta name='viewport' content='width=device-width,initial-scale=1'>
            <title>%s</title>
            <style>
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;max-width:76rem;margin:0 auto;padding:1rem}
            h1,h2{line-height:1.2}
            table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}
            td,th{padding:.25rem .6rem;text-align:right;border-bottom:1px solid #8884;white-space:nowrap}
            td:first-child,th:first-child{text-align:left;white-space:normal}
            .k td:first-child,.k th:first-child{white-space:nowrap;position:sticky;left:0;background:Canvas}
            .k td:last-child{text-align:left}
            .t td:last-child{white-space:normal}
            @media(max-width:40rem){.t td,.t th{padding:.25rem .2rem}.t table{width:100%%}}
            .s{overflow-x:auto;margin:.5rem 0 1.5rem}
            .p{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%%,22rem),1fr));gap:1rem}
            svg{width:100%%;height:auto;border-radius:6px}
            .bad{color:#be123c;font-weight:600}
            .good{color:#0b6e4f;font-weight:600}
            @media(prefers-color-scheme:dark){.bad{color:#fb7185}.good{color:#34d399}}
            code{overflow-wrap:anywhere}
            </style></head><body>
            %s
            </body></html>
            """.formatted(escape(title), body);
    }
}
