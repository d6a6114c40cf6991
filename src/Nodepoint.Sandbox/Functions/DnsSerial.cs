using System.Globalization;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The serial of a zone: a date and two digits.</summary>
internal static class DnsSerial
{
    /// <summary>Raises a zone's serial through the zone's form, which requires its permissions.</summary>
    public static void Raise(PanelCall call, object? clientId, object? zoneId)
    {
        call.Require("dns_zone_get");
        var zone = call.Records.Get(DnsZoneFunctions.Form, zoneId) switch
        {
            Row row => row.ToArray(),
            PhpArray list => list.Copy(),
            // Without a single zone, the panel continues with an empty ID and serial.
            _ => [],
        };
        zone["serial"] = After(Loose.Text(zone.Value("serial")));
        call.Require("dns_zone_update");
        call.Records.Update(DnsZoneFunctions.Form, clientId, zone.Value("id"), zone);
    }

    /// <summary>The next serial: the first of today, or one more if the serial is of today or later.</summary>
    public static string After(string serial)
    {
        var date = Loose.Int(serial.Length > 8 ? serial[..8] : serial);
        var count = Loose.Int(serial.Length > 8 ? serial.Substring(8, Math.Min(2, serial.Length - 8)) : "");
        var today = long.Parse(DateTime.UtcNow.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (date < today) return string.Create(CultureInfo.InvariantCulture, $"{today}01");
        if (++count > 99)
        {
            date++;
            count = 0;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{date}{count:00}");
    }
}
