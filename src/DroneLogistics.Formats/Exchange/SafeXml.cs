using System.Xml;
using System.Xml.Linq;
using DroneLogistics.Provenance;

namespace DroneLogistics.Formats.Exchange;

/// <summary>XML of others: no DTD, no entities of its own, nothing fetched, bounded in depth. Element names are compared without their namespace.</summary>
internal static class SafeXml
{
    // What brings content from elsewhere.
    private static readonly string[] Forbidden = ["NetworkLink", "NetworkLinkControl", "Model"];

    /// <summary>The root of a file.</summary>
    /// <exception cref="DataFileException">No such XML, or another root.</exception>
    public static XElement Load(ReadOnlyMemory<byte> content, string file, string root)
    {
        var bytes = content.ToArray();
        try
        {
            Inspect(bytes, file);
            using var reader = Reader(bytes);
            var document = XDocument.Load(reader).Root!;
            return document.Name.LocalName == root
                ? document
                : throw new DataFileException(file, "(root)", $"is \"{WayText.Short(document.Name.LocalName)}\"; expected {root}");
        }
        catch (XmlException trouble)
        {
            // Of a DTD the reader tells no line, and how to let it in after the first sentence.
            throw new DataFileException(file, trouble.LineNumber > 0 ? $"line {trouble.LineNumber}" : "(file)", $"is not XML without DTD and entities of its own: {trouble.Message.Split(". ")[0]}", trouble);
        }
    }

    public static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    public static IEnumerable<XElement> Children(XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    public static IEnumerable<XElement> Descendants(XElement element, string name) => element.Descendants().Where(child => child.Name.LocalName == name);

    /// <summary>The text of a child without blanks around it; null where there is no such child.</summary>
    public static string? Text(XElement element, string name) => Child(element, name)?.Value.Trim();

    public static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static void Inspect(byte[] bytes, string file)
    {
        using var reader = Reader(bytes);
        while (reader.Read())
        {
            if (reader.Depth > WayLimits.MaxNesting)
            {
                throw new DataFileException(file, $"line {((IXmlLineInfo)reader).LineNumber}", $"nests deeper than {WayLimits.MaxNesting} levels");
            }

            if (reader.NodeType == XmlNodeType.Element && Forbidden.Contains(reader.LocalName))
            {
                throw new DataFileException(file, $"line {((IXmlLineInfo)reader).LineNumber}", $"is a {reader.LocalName}; expected a way that stands in this file");
            }
        }
    }

    private static XmlReader Reader(byte[] bytes) => XmlReader.Create(
        new MemoryStream(bytes, writable: false),
        new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = WayLimits.MaxInflatedBytes,
        });
}
