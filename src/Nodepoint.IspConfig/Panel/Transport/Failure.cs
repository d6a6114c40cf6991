using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Wire;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>How a call came to nothing without the panel saying so.</summary>
/// <param name="Kind">What it is if nothing can have happened on the panel.</param>
/// <param name="What">What happened, as a sentence.</param>
/// <param name="Advice">What to do, as a sentence, or an empty text.</param>
/// <param name="NotDone">Whether the panel surely has not carried the call out.</param>
/// <param name="Transient">Whether it may pass by itself.</param>
/// <param name="Inner">What it was caused by, if that may be shown.</param>
internal readonly record struct Failure(FaultKind Kind, string What, string Advice, bool NotDone, bool Transient, Exception? Inner = null)
{
    /// <summary>The fault for the caller: a write that may have happened is never said to have failed, and never sent again.</summary>
    public PanelException Fault(PanelCall call)
    {
        if (!call.IsWrite || NotDone)
            return new PanelException(Kind, call.Function, Join(What, Advice), Inner) { Transient = Transient };
        return new PanelException(FaultKind.OutcomeUnknown, call.Function,
            $"{What} {call.Function} may or may not have happened: look before you send it again.", Inner);
    }

    private static string Join(string what, string advice) => advice.Length == 0 ? what : what + " " + advice;
}

/// <summary>Tells failures of the network and replies that are none apart.</summary>
internal static class Failures
{
    public static Failure Disconnected(bool started) =>
        new(FaultKind.SessionEnded, "The panel was disconnected.", "Connect again.", NotDone: !started, Transient: false);

    public static Failure TooSlow(string panel, TimeSpan timeout, bool started) => started
        ? new(FaultKind.Unreachable, FormattableString.Invariant($"The panel at {panel} did not answer within {timeout.TotalSeconds:0.###} seconds."), "", NotDone: false, Transient: true)
        : new(FaultKind.Unreachable, FormattableString.Invariant($"The panel at {panel} could not be reached in time."), "Check its address and any firewall between.", NotDone: true, Transient: true);

    public static Failure Network(string panel, Exception error, bool started, string? certificate)
    {
        HttpRequestError reason = (error as HttpRequestException)?.HttpRequestError ?? (error as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown;
        switch (reason)
        {
            case HttpRequestError.NameResolutionError:
                return new(FaultKind.Unreachable, $"The panel at {panel} could not be reached: its host's name is not known.", "Check the address.", true, true, error);
            case HttpRequestError.ConnectionError:
                bool refused = error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
                return new(FaultKind.Unreachable,
                    $"The panel at {panel} could not be reached: {(refused ? "nothing listens there" : "there is no way to it")}.",
                    "Check the address, its port, and that the panel's web server runs.", true, true, error);
            case HttpRequestError.ProxyTunnelError:
                return new(FaultKind.Unreachable, $"The panel at {panel} could not be reached: the proxy on the way refused.", "Check the system's proxy settings.", true, false, error);
            case HttpRequestError.SecureConnectionError when certificate is not null:
                return new(FaultKind.Certificate, certificate, "", true, false);
            case HttpRequestError.SecureConnectionError:
                return new(FaultKind.Unreachable, $"No secure connection to the panel at {panel} came about.", "Check that https is spoken on this port.", true, false, error);
        }
        if (!started) return new(FaultKind.Unreachable, $"The panel at {panel} could not be reached.", "Check its address.", true, true, error);
        return new(FaultKind.Unreachable, $"The connection to the panel at {panel} broke off before the answer was complete.", "", false, true);
    }

    /// <summary>A reply that is not what the panel answers.</summary>
    public static Failure OddReply(string panel, PanelCall call, HttpStatusCode status, string? location, ReadOnlySpan<byte> body)
    {
        int number = (int)status;
        bool html = LooksLikeHtml(body);
        if (number is >= 300 and < 400)
        {
            return new(FaultKind.Unreachable, $"There is no remote API at {panel}: the server sends elsewhere{(location is null ? "" : $" ({location})")}.",
                "Check the address.", true, false);
        }
        if (status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone)
            return new(FaultKind.Unreachable, $"There is no remote API at {panel} (HTTP {number}).", "Check the address; the panel usually listens on port 8080.", true, false);
        if (status is HttpStatusCode.TooManyRequests)
            return new(FaultKind.Unreachable, $"The server before the panel at {panel} takes no more calls for now (HTTP 429).", "Lower the throttle limit.", true, true);
        if (number is >= 400 and < 500)
        {
            return new(FaultKind.Refused, $"The server before the panel at {panel} refused the call (HTTP {number}).",
                "It is the web server or a proxy that refuses, not the panel: check what it lets through.", true, false);
        }
        if (number is 502 or 503 or 504)
        {
            return new(FaultKind.Unreachable, $"The server before the panel at {panel} got no answer from it (HTTP {number}).",
                "Check that PHP and the database run on the panel's host.", false, true);
        }
        if (number >= 500)
        {
            return new(FaultKind.BadReply, $"The panel broke down over {call.Function} (HTTP {number}{(body.IsEmpty ? ", no text" : "")}).",
                "Its error log has the reason; a value of the wrong kind can do this.", false, true);
        }
        if (body.IndexOf("Remote API is disabled"u8) >= 0)
        {
            return new(FaultKind.Refused, "The panel's remote API is switched off.",
                "Set remote_api_allowed to yes in the panel's security settings.", true, false);
        }
        if (html)
        {
            return new(FaultKind.BadReply, $"The panel showed a page instead of answering {call.Function}. What came before in the same call has been done.",
                "Its error log may have the reason.", false, true);
        }
        if (body.IsEmpty)
            return new(FaultKind.BadReply, $"The panel gave an empty answer to {call.Function}.", "A text in its database that is no UTF-8 can do this; its error log has the reason.", false, true);
        return Envelope.FindStart(body) >= 0
            ? CutOff(call)
            : new(FaultKind.BadReply, $"What answered {call.Function} is no ISPConfig panel, or it is broken.", "Check the address.", false, true);
    }

    /// <summary>A reply in order around an answer that is not what was expected. It does not pass by itself.</summary>
    public static Failure OddShape(PanelCall call) =>
        new(FaultKind.BadReply, $"The panel's answer to {call.Function} has another form than expected.", "The panel's version may not be known here.", false, false);

    public static Failure TooLarge(PanelCall call) =>
        new(FaultKind.BadReply, $"The panel's answer to {call.Function} is too large to be taken at once.", "Ask for fewer rows.", false, false);

    public static Failure CutOff(PanelCall call) =>
        new(FaultKind.BadReply, $"The panel's answer to {call.Function} is cut off or no answer of a panel.", "", false, true);

    public static Failure BrokenOff(PanelCall call, long rows) =>
        new(FaultKind.BadReply, FormattableString.Invariant($"The panel's answer to {call.Function} broke off after {rows} rows."), "Ask again.", false, true);

    private static bool LooksLikeHtml(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> head = body[..Math.Min(body.Length, 2048)];
        int at = 0;
        while (at < head.Length && (head[at] <= ' ' || head[at] is 0xEF or 0xBB or 0xBF)) at++;
        return at < head.Length && head[at] == (byte)'<';
    }
}
