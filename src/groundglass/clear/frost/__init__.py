"""A clear picture and what is proven of its place become a frosted picture.

`froster` is the one procedure, numbered; `policy` what a site chose; `cover` the plain shapes that hide an
outline where the scale is known; `glass` the drawn surface that stands for what is hidden; `paint` the one
pass over the full picture; `tones` which hidden region has which tone. Every failure ends in a picture
that is frosted whole: there is no branch in which nothing happens.
"""
