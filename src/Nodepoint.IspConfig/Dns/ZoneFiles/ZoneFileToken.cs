namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>The kinds of tokens in a master file.</summary>
internal enum ZoneFileToken
{
    /// <summary>The end of the file.</summary>
    End,

    /// <summary>The end of a record.</summary>
    LineEnd,

    /// <summary>A blank at the start of a line: the record has the owner of the record before.</summary>
    InitialBlank,

    /// <summary>A word.</summary>
    Word,

    /// <summary>A text in quotation marks.</summary>
    Quoted,

    /// <summary>The mark of a record that a master file cannot hold (<see cref="ZoneFileComment"/>).</summary>
    Mark,
}
