namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>Schemas of what we write, made here after the public descriptions that <see cref="ForeignFiles"/> names.</summary>
internal static class Schemas
{
    /// <summary>QGroundControl's plan file, simple items only.</summary>
    public const string Plan = """
        {
          "type": "object", "required": ["fileType", "version", "groundStation", "mission", "geoFence", "rallyPoints"],
          "properties": {
            "fileType": { "enum": ["Plan"] }, "version": { "enum": [1] }, "groundStation": { "type": "string" },
            "geoFence": { "type": "object", "required": ["version", "circles", "polygons"], "properties": { "version": { "enum": [2] },
              "circles": { "type": "array", "items": { "type": "object", "required": ["circle", "inclusion", "version"] } },
              "polygons": { "type": "array", "items": { "type": "object", "required": ["polygon", "inclusion", "version"], "properties": { "inclusion": { "type": "boolean" }, "version": { "enum": [1] },
                "polygon": { "type": "array", "minItems": 3, "items": { "type": "array", "minItems": 2, "maxItems": 2, "items": { "type": "number" } } } } } } } },
            "rallyPoints": { "type": "object", "required": ["version", "points"], "properties": { "version": { "enum": [2] },
              "points": { "type": "array", "items": { "type": "array", "minItems": 3, "maxItems": 3, "items": { "type": "number" } } } } },
            "mission": { "type": "object", "required": ["version", "firmwareType", "vehicleType", "cruiseSpeed", "hoverSpeed", "plannedHomePosition", "items"], "properties": {
              "version": { "enum": [2] }, "firmwareType": { "type": "integer" }, "vehicleType": { "type": "integer" }, "cruiseSpeed": { "type": "number" }, "hoverSpeed": { "type": "number" },
              "globalPlanAltitudeMode": { "type": "integer", "minimum": 0, "maximum": 4 },
              "plannedHomePosition": { "type": "array", "minItems": 3, "maxItems": 3, "items": { "type": "number" } },
              "items": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["type", "autoContinue", "command", "doJumpId", "frame", "params"], "properties": {
                "type": { "enum": ["SimpleItem"] }, "autoContinue": { "type": "boolean" }, "command": { "type": "integer" }, "doJumpId": { "type": "integer", "minimum": 1 }, "frame": { "type": "integer" },
                "params": { "type": "array", "minItems": 7, "maxItems": 7, "items": { "type": ["number", "null"] } } } } } } }
          }
        }
        """;

    /// <summary>CZML: the document first, then packets with an id, and positions in time.</summary>
    public const string Czml = """
        {
          "type": "array", "minItems": 2,
          "items": [ { "type": "object", "required": ["id", "version"], "properties": { "id": { "enum": ["document"] }, "version": { "enum": ["1.0"] },
            "clock": { "type": "object", "properties": { "interval": { "type": "string", "pattern": "^[0-9T:.-]+Z/[0-9T:.-]+Z$" }, "currentTime": { "type": "string" }, "multiplier": { "type": "number" }, "range": { "enum": ["UNBOUNDED", "CLAMPED", "LOOP_STOP"] }, "step": { "enum": ["SYSTEM_CLOCK", "SYSTEM_CLOCK_MULTIPLIER", "TICK_DEPENDENT"] } } } } } ],
          "additionalItems": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }, "name": { "type": "string" }, "description": { "type": "string" }, "availability": { "type": "string", "pattern": "^[0-9T:.-]+Z/[0-9T:.-]+Z$" },
            "position": { "type": "object", "required": ["cartographicDegrees"], "properties": { "epoch": { "type": "string", "format": "date-time" }, "interpolationAlgorithm": { "enum": ["LINEAR", "LAGRANGE", "HERMITE"] }, "interpolationDegree": { "type": "integer" },
              "cartographicDegrees": { "type": "array", "minItems": 3, "items": { "type": ["number", "string"] } } } } } }
        }
        """;

    /// <summary>What a supplier answers for the details of an operational intent, ASTM F3548-21.</summary>
    public const string Intent = """
        {
          "definitions": {
            "time": { "type": "object", "required": ["value", "format"], "properties": { "value": { "type": "string", "format": "date-time" }, "format": { "enum": ["RFC3339"] } } },
            "place": { "type": "object", "required": ["lat", "lng"], "properties": { "lat": { "type": "number", "minimum": -90, "maximum": 90 }, "lng": { "type": "number", "minimum": -180, "maximum": 180 } } },
            "altitude": { "type": "object", "required": ["value", "reference", "units"], "properties": { "value": { "type": "number", "minimum": -8000, "maximum": 100000 }, "reference": { "enum": ["W84"] }, "units": { "enum": ["M"] } } },
            "volume": { "type": "object", "required": ["volume", "time_start", "time_end"], "properties": { "time_start": { "$ref": "#/definitions/time" }, "time_end": { "$ref": "#/definitions/time" },
              "volume": { "type": "object", "required": ["altitude_lower", "altitude_upper"], "properties": { "altitude_lower": { "$ref": "#/definitions/altitude" }, "altitude_upper": { "$ref": "#/definitions/altitude" },
                "outline_circle": { "type": "object", "required": ["center", "radius"], "properties": { "center": { "$ref": "#/definitions/place" }, "radius": { "type": "object", "required": ["value", "units"], "properties": { "value": { "type": "number", "minimum": 0 }, "units": { "enum": ["M"] } } } } },
                "outline_polygon": { "type": "object", "required": ["vertices"], "properties": { "vertices": { "type": "array", "minItems": 3, "items": { "$ref": "#/definitions/place" } } } } } } } }
          },
          "type": "object", "required": ["operational_intent"],
          "properties": { "operational_intent": { "type": "object", "required": ["reference", "details"], "properties": {
            "reference": { "type": "object", "required": ["id", "manager", "uss_availability", "version", "state", "time_start", "time_end", "uss_base_url", "subscription_id"], "properties": {
              "id": { "type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$" }, "manager": { "type": "string" }, "uss_availability": { "enum": ["Unknown", "Normal", "Down"] }, "version": { "type": "integer" },
              "state": { "enum": ["Accepted", "Activated", "Nonconforming", "Contingent"] }, "time_start": { "$ref": "#/definitions/time" }, "time_end": { "$ref": "#/definitions/time" }, "uss_base_url": { "type": "string", "pattern": "^https?://" } } },
            "details": { "type": "object", "required": ["volumes"], "properties": { "volumes": { "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/volume" } }, "off_nominal_volumes": { "type": "array" }, "priority": { "type": "integer" } } } } } }
        }
        """;

    /// <summary>The elements of KML 2.2 that we write, in the order that OGC 12-007r2 gives them.</summary>
    public const string Kml = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2" targetNamespace="http://www.opengis.net/kml/2.2" elementFormDefault="qualified">
          <xs:import namespace="http://www.google.com/kml/ext/2.2"/>
          <xs:simpleType name="mode"><xs:restriction base="xs:string"><xs:enumeration value="clampToGround"/><xs:enumeration value="relativeToGround"/><xs:enumeration value="absolute"/></xs:restriction></xs:simpleType>
          <xs:simpleType name="positions"><xs:restriction base="xs:string"><xs:pattern value="(\s*-?[0-9.E-]+,-?[0-9.E-]+(,-?[0-9.E-]+)?\s*)+"/></xs:restriction></xs:simpleType>
          <xs:complexType name="line"><xs:sequence><xs:element name="extrude" type="xs:boolean" minOccurs="0"/><xs:element name="tessellate" type="xs:boolean" minOccurs="0"/><xs:element name="altitudeMode" type="mode" minOccurs="0"/><xs:element name="coordinates" type="positions"/></xs:sequence></xs:complexType>
          <xs:complexType name="point"><xs:sequence><xs:element name="extrude" type="xs:boolean" minOccurs="0"/><xs:element name="altitudeMode" type="mode" minOccurs="0"/><xs:element name="coordinates" type="positions"/></xs:sequence></xs:complexType>
          <xs:complexType name="boundary"><xs:sequence><xs:element name="LinearRing" type="line"/></xs:sequence></xs:complexType>
          <xs:complexType name="polygon"><xs:sequence><xs:element name="extrude" type="xs:boolean" minOccurs="0"/><xs:element name="tessellate" type="xs:boolean" minOccurs="0"/><xs:element name="altitudeMode" type="mode" minOccurs="0"/><xs:element name="outerBoundaryIs" type="boundary"/><xs:element name="innerBoundaryIs" type="boundary" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
          <xs:complexType name="data"><xs:sequence><xs:element name="Data" maxOccurs="unbounded"><xs:complexType><xs:sequence><xs:element name="displayName" type="xs:string" minOccurs="0"/><xs:element name="value" type="xs:string"/></xs:sequence><xs:attribute name="name" type="xs:string" use="required"/></xs:complexType></xs:element></xs:sequence></xs:complexType>
          <xs:complexType name="placemark"><xs:sequence><xs:element name="name" type="xs:string" minOccurs="0"/><xs:element name="description" type="xs:string" minOccurs="0"/><xs:element name="ExtendedData" type="data" minOccurs="0"/>
            <xs:choice><xs:element name="LineString" type="line"/><xs:element name="Point" type="point"/><xs:element name="Polygon" type="polygon"/><xs:element ref="gx:Track"/></xs:choice></xs:sequence></xs:complexType>
          <xs:element name="altitudeMode" type="mode"/>
          <xs:element name="when" type="xs:dateTime"/>
          <xs:element name="kml"><xs:complexType><xs:sequence><xs:element name="Document"><xs:complexType><xs:sequence><xs:element name="name" type="xs:string" minOccurs="0"/><xs:element name="description" type="xs:string" minOccurs="0"/><xs:element name="Placemark" type="placemark" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """;

    /// <summary>A track of Google's extension of KML.</summary>
    public const string KmlTrack = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://www.google.com/kml/ext/2.2" xmlns:kml="http://www.opengis.net/kml/2.2" targetNamespace="http://www.google.com/kml/ext/2.2" elementFormDefault="qualified">
          <xs:import namespace="http://www.opengis.net/kml/2.2"/>
          <xs:simpleType name="coord"><xs:restriction base="xs:string"><xs:pattern value="-?[0-9.E-]+ -?[0-9.E-]+ -?[0-9.E-]+"/></xs:restriction></xs:simpleType>
          <xs:element name="Track"><xs:complexType><xs:sequence><xs:element ref="kml:altitudeMode"/><xs:element ref="kml:when" maxOccurs="unbounded"/><xs:element name="coord" maxOccurs="unbounded" type="coord"/></xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """;
}
