namespace Nodepoint.Sandbox.Faults;

/// <summary>What a failing web server or PHP sends.</summary>
internal static class FaultPages
{
    /// <summary>The page a web server sends when PHP does not respond.</summary>
    public static ReadOnlySpan<byte> BadGateway =>
        "<!DOCTYPE html>\r\n<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<h1>502 Bad Gateway</h1>\r\n<hr>\r\n<p>The web server got no answer from PHP.</p>\r\n</body>\r\n</html>\r\n"u8;

    /// <summary>A warning as PHP prints it with display_errors.</summary>
    public static ReadOnlySpan<byte> Warning =>
        "<br />\n<b>Warning</b>:  Undefined array key \"sandbox\" in <b>/usr/local/ispconfig/interface/lib/classes/sandbox.inc.php</b> on line <b>1</b><br />\n"u8;
}
