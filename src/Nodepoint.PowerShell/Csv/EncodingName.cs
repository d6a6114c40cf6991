using System.Management.Automation;
using System.Text;
using Nodepoint.IspConfig.Bulk.Csv;

namespace Nodepoint.PowerShell.Csv;

/// <summary>Reads the name of an encoding, as PowerShell and .NET name them.</summary>
internal static class EncodingName
{
    /// <summary>Reads a name.</summary>
    /// <exception cref="PSArgumentException">There is no such encoding.</exception>
    public static Encoding Read(string name)
    {
        switch (name.Trim().ToUpperInvariant())
        {
            case "UTF8" or "UTF8BOM" or "UTF8NOBOM": return new UTF8Encoding(false);
            case "UNICODE" or "UTF16": return Encoding.Unicode;
            case "BIGENDIANUNICODE": return Encoding.BigEndianUnicode;
            case "UTF32": return Encoding.UTF32;
            case "ANSI" or "WINDOWS-1252" or "1252": return CsvEncoding.Windows1252;
        }

        try
        {
            return int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page)
                ? CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page)
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw new PSArgumentException($"'{name}' is not the name of an encoding. Use a name such as utf8, unicode, or windows-1252, or leave out -Encoding.", problem);
        }
    }
}
