namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>The fields of a record's data, one after the other: from the words of a master file, or from the bytes of RFC 3597.</summary>
internal interface IRecordFields
{
    /// <summary>Whether another field follows.</summary>
    bool HasMore { get; }

    /// <summary>Reads a number.</summary>
    /// <param name="what">The field, for messages: "preference".</param>
    /// <param name="bytes">Its size in bytes: 1, 2, or 4.</param>
    /// <param name="names">Names that stand for numbers; null for none.</param>
    long Number(string what, int bytes, IReadOnlyDictionary<string, int>? names = null);

    /// <summary>Reads a time in seconds.</summary>
    /// <param name="what">The field, for messages.</param>
    long Period(string what);

    /// <summary>Reads an absolute name.</summary>
    /// <param name="what">The field, for messages.</param>
    string Name(string what);

    /// <summary>Reads an IPv4 or IPv6 address.</summary>
    /// <param name="bytes">4 or 16.</param>
    string Address(int bytes);

    /// <summary>Reads a text of at most 255 bytes.</summary>
    /// <param name="what">The field, for messages.</param>
    byte[] Text(string what);

    /// <summary>Reads a text without a length of its own, which ends the data.</summary>
    /// <param name="what">The field, for messages.</param>
    byte[] LongText(string what);

    /// <summary>Reads a word of letters and digits.</summary>
    /// <param name="what">The field, for messages.</param>
    string Word(string what);

    /// <summary>Reads the rest of the data as hexadecimal digits in upper case, at least two.</summary>
    /// <param name="what">The field, for messages.</param>
    string Digits(string what);

    /// <summary>Reads the rest of the data as a location (RFC 1876), as it is written in a master file.</summary>
    string Location();

    /// <summary>Creates the error for the field that was read last.</summary>
    /// <param name="message">What is wrong.</param>
    ZoneFileException Problem(string message);
}
