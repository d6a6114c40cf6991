using System.Management.Automation;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Reads yes and no as people, spreadsheets of several languages, and the panel write them.</summary>
internal static class YesNoText
{
    /// <summary>Reads a value; null if it is neither.</summary>
    public static bool? Read(object value) => value switch
    {
        bool flag => flag,
        SwitchParameter flag => flag.IsPresent,
        string text => text.Trim().ToUpperInvariant() switch
        {
            "Y" or "YES" or "TRUE" or "$TRUE" or "1" or "ON" or "JA" or "J" or "WAHR" or "OUI" or "VRAI" or "SI" or "S\u00cd" or "VERO" or "VERDADERO" => true,
            "N" or "NO" or "FALSE" or "$FALSE" or "0" or "OFF" or "NEIN" or "FALSCH" or "NON" or "FAUX" or "FALSO" => false,
            _ => NumberText.Plain(text.Trim()) switch { "1" => true, "0" => false, _ => null },
        },
        _ => NumberText.Whole(value) switch { 1 => true, 0 => false, _ => null },
    };
}
